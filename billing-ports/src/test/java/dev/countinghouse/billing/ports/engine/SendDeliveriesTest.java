package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.RetrySchedule;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.WebPost;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.driving.SendDeliveries.Sent;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class SendDeliveriesTest {

    private static final String URL = "https://example.com/hook";

    private final Workbench bench = Shop.opened().open(GLOBEX);
    private final HandClock world = new HandClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final World outside = new World();
    private final BillingEngine engine = engine(builder());

    /** Takes what is posted, or answers what it is told to. */
    private final class World implements WebPost {

        final List<String> bodies = new ArrayList<>();
        Answer answer = Answer.of(200);

        @Override
        public Answer post(URI target, SortedMap<String, String> headers, String body) {
            bodies.add(headers.getOrDefault("webhook-id", "") + " " + body);
            world.advance(Duration.ofMillis(250));
            return answer;
        }
    }

    private BillingEngineBuilder builder() {
        return BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .worldClock(world)
                .retries(RetrySchedule.STANDARD, () -> 0)
                .keyring(Keyring.of(List.of("ab".repeat(32))));
    }

    private BillingEngine engine(BillingEngineBuilder builder) {
        return builder.webPost(outside).build();
    }

    private Endpoint open(Optional<AccountId> account, String... types) {
        OpenEndpoint.Outcome outcome = open(engine, account, Channel.WEBHOOK, types);
        return ((OpenEndpoint.Outcome.Opened) outcome).endpoint();
    }

    private static OpenEndpoint.Outcome open(
            BillingEngine engine, Optional<AccountId> account, Channel channel, String... types) {
        return engine.openEndpoint()
                .open(new OpenEndpoint.Order(account, channel, URL, EventFilter.of(List.of(types)), ""));
    }

    private List<EndpointId> due() {
        return engine.sendDeliveries().due(List.of(), 10);
    }

    private Sent send(Endpoint endpoint) {
        return engine.sendDeliveries().send(endpoint.id(), 10);
    }

    private List<Delivery> deliveries(Endpoint endpoint) {
        return engine.readDeliveries().list(endpoint, Selection.ALL, 10);
    }

    @Test
    void aMessageBecomesADeliveryForEachEndpointThatWantsIt() {
        Endpoint all = open(Optional.of(ACME));
        Endpoint invoices = open(Optional.of(ACME), "invoice.*");
        Endpoint everybodys = open(Optional.empty(), "subscription.started");
        Endpoint globexs = open(Optional.of(GLOBEX));
        Endpoint disabled = open(Optional.of(ACME));
        engine.changeEndpoint().disable(disabled.id(), "for now");
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        engine.deliverMessages().deliverDue();

        assertThat(types(all)).containsExactlyInAnyOrder("subscription.started", "invoice.issued");
        assertThat(types(invoices)).containsExactly("invoice.issued");
        assertThat(types(everybodys)).containsExactly("subscription.started");
        assertThat(types(globexs)).isEmpty();
        assertThat(types(disabled)).isEmpty();
        assertThat(due()).containsExactlyInAnyOrder(all.id(), invoices.id(), everybodys.id());
        assertThat(send(all)).isEqualTo(new Sent(2, 0, 0));
        assertThat(send(all)).isEqualTo(new Sent(0, 0, 0));
    }

    private List<String> types(Endpoint endpoint) {
        return deliveries(endpoint).stream().map(Delivery::type).toList();
    }

    @Test
    void whatFailsIsTriedAgainTenTimesOver75HoursAndGivenUp() {
        Endpoint endpoint = open(Optional.of(ACME), "subscription.started");
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        outside.answer = WebPost.Answer.of(500);
        List<Duration> waits = new ArrayList<>();
        for (int tries = 1; tries < 10; tries++) {
            assertThat(send(endpoint)).isEqualTo(new Sent(0, 1, 0));
            Instant next = deliveries(endpoint).get(0).dueAt().orElseThrow();
            waits.add(Duration.between(world.instant(), next));
            world.set(next.minusNanos(1_000));
            assertThat(due()).isEmpty();
            world.set(next);
        }

        assertThat(waits).isEqualTo(RetrySchedule.STANDARD.waits());
        assertThat(send(endpoint)).isEqualTo(new Sent(0, 0, 1));
        assertThat(due()).isEmpty();
        Delivery failed = deliveries(endpoint).get(0);
        assertThat(failed.state()).isEqualTo(Delivery.State.FAILED);
        List<Attempt> attempts = engine.readDeliveries().attempts(failed, 0, 20);
        assertThat(attempts).hasSize(10);
        assertThat(attempts.get(9))
                .isEqualTo(new Attempt(
                        10,
                        failed.finishedAt().orElseThrow().minusMillis(250),
                        Duration.ofMillis(250),
                        Optional.of(500),
                        Optional.of("the receiver answered 500")));
        outside.answer = WebPost.Answer.of(200);
        assertThat(engine.replayDeliveries()
                        .replayFailed(endpoint, failed.createdAt().plusSeconds(1)))
                .isZero();
        assertThat(engine.replayDeliveries().replayFailed(endpoint, failed.createdAt()))
                .isEqualTo(1);
        assertThat(send(endpoint)).isEqualTo(new Sent(1, 0, 0));
        assertThat(outside.bodies.stream().distinct()).hasSize(1);
    }

    @Test
    void theFirstFailureEndsATurnSoThatAnotherIsSentToMeanwhile() {
        Endpoint endpoint = open(Optional.of(ACME));
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        outside.answer = WebPost.Answer.none("no answer");

        assertThat(send(endpoint)).isEqualTo(new Sent(0, 1, 0));
        assertThat(outside.bodies).hasSize(1);
        assertThat(due()).containsExactly(endpoint.id());
    }

    @Test
    void whatIsOnItsWayToADisabledOrClosedEndpointIsGivenUp() {
        Endpoint disabled = open(Optional.of(ACME), "subscription.started");
        Endpoint closed = open(Optional.of(ACME), "subscription.started");
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        engine.changeEndpoint().disable(disabled.id(), "for now");
        engine.changeEndpoint().close(closed.id());

        assertThat(send(disabled)).isEqualTo(new Sent(0, 0, 1));
        assertThat(send(closed)).isEqualTo(new Sent(0, 0, 1));
        assertThat(outside.bodies).isEmpty();
        assertThat(due()).isEmpty();
        assertThat(deliveries(disabled).get(0).lastFailure()).contains("the endpoint is disabled");
        assertThatThrownBy(() -> engine.changeEndpoint().enable(closed.id())).isInstanceOf(UnknownException.class);
    }

    @Test
    void whoVanishesWhileHeSendsIsFollowedByAnotherWhenHisClaimIsOver() {
        Endpoint endpoint = open(Optional.of(ACME), "subscription.started");
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        // the claim is kept, and the note of what became of it is lost
        FailingStorage failing = new FailingStorage(bench.storage, 8, FailingStorage.Moment.BEFORE);
        BillingEngine vanishing = engine(builder().storage(failing.storage()));
        failing.arm();
        assertThatThrownBy(() -> vanishing.sendDeliveries().send(endpoint.id(), 10))
                .isInstanceOf(UnavailableException.class);

        assertThat(outside.bodies).hasSize(1);
        assertThat(due()).isEmpty();
        assertThat(send(endpoint)).isEqualTo(new Sent(0, 0, 0));
        world.advance(DeliverySending.CLAIM);
        assertThat(send(endpoint)).isEqualTo(new Sent(1, 0, 0));
        assertThat(outside.bodies).hasSize(2);
        assertThat(outside.bodies.stream().distinct()).hasSize(1);
        assertThat(engine.readDeliveries().attempts(deliveries(endpoint).get(0), 0, 10))
                .extracting(Attempt::number)
                .containsExactly(2);
    }

    @Test
    void whatIsOldIsForgotten() {
        Endpoint endpoint = open(Optional.of(ACME), "subscription.started");
        bench.subscribe(ACME, "small");
        engine.deliverMessages().deliverDue();
        send(endpoint);
        world.advance(Duration.ofDays(30));

        assertThat(engine.forgetDeliveries().forget(Duration.ofDays(30))).isZero();
        world.advance(Duration.ofNanos(1_000));
        assertThat(engine.forgetDeliveries().forget(Duration.ofDays(30))).isEqualTo(1);
        assertThat(deliveries(endpoint)).isEmpty();
    }

    @Test
    void withoutAKeyToSealWithThereAreNoWebhooks() {
        BillingEngine keyless = BillingEngine.builder()
                .storage(bench.storage)
                .targets(new TargetRules(false, List.of()))
                .build();

        assertThat(open(keyless, Optional.of(ACME), Channel.WEBHOOK))
                .isEqualTo(new OpenEndpoint.Outcome.Refused("", EndpointOpener.NO_KEY));
        assertThat(open(keyless, Optional.of(ACME), Channel.SLACK)).isInstanceOf(OpenEndpoint.Outcome.Opened.class);
        assertThatThrownBy(() -> open(engine, Optional.of(new AccountId("nobody")), Channel.SLACK))
                .isInstanceOf(UnknownException.class);
    }

    @Test
    void thereAreSoManyEndpointsPerAccountAndNoMore() {
        for (int i = 0; i < OpenEndpoint.MOST; i++) {
            open(Optional.of(ACME));
        }

        assertThat(open(engine, Optional.of(ACME), Channel.WEBHOOK)).isInstanceOf(OpenEndpoint.Outcome.Refused.class);
        assertThat(open(engine, Optional.of(GLOBEX), Channel.WEBHOOK)).isInstanceOf(OpenEndpoint.Outcome.Opened.class);
    }

    @Test
    void aMessageOfTheOutboxIsSharedOutOnceWhereverItWasCutOff() {
        Endpoint endpoint = open(Optional.of(ACME));
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        boolean cut = true;
        int cuts = 0;
        for (int call = 1; cut; call++) {
            for (FailingStorage.Moment moment : FailingStorage.Moment.values()) {
                FailingStorage failing = new FailingStorage(bench.storage, call, moment);
                BillingEngine dying = engine(builder().storage(failing.storage()));
                failing.arm();
                try {
                    dying.deliverMessages().deliverDue();
                    cut = false;
                } catch (UnavailableException died) {
                    cuts++;
                }
                world.advance(Duration.ofMinutes(3));
            }
        }

        assertThat(cuts).isGreaterThan(5);
        engine.deliverMessages().deliverDue();
        assertThat(engine.readDeliveries().list(endpoint, Selection.ALL, 100))
                .as("the first invoice, and the one that the end brings")
                .extracting(Delivery::type)
                .containsExactlyInAnyOrder(
                        "subscription.started",
                        "invoice.issued",
                        "subscription.changed",
                        "subscription.ended",
                        "invoice.issued");
    }
}
