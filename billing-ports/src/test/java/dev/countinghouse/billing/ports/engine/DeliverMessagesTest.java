package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.DeliverMessages;
import dev.countinghouse.billing.ports.driving.DeliverMessages.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeliverMessagesTest {

    /** Takes everything, but for accounts it is told to refuse. */
    private static final class Postman implements OutboxSink {

        final List<OutboxMessage> delivered = new ArrayList<>();
        final Set<AccountId> refused = new TreeSet<>();

        @Override
        public void deliver(OutboxMessage message) {
            if (refused.contains(message.account())) {
                throw new IllegalStateException("nobody is at home");
            }
            delivered.add(message);
        }

        List<String> told(AccountId account) {
            return delivered.stream()
                    .filter(message -> message.account().equals(account))
                    .map(message -> message.type() + " " + message.key())
                    .toList();
        }
    }

    private final Workbench bench = Shop.opened().open(GLOBEX);
    private final Postman postman = new Postman();
    private final DeliverMessages messages = builder(postman).build().deliverMessages();

    private BillingEngineBuilder builder(OutboxSink sink) {
        return BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .worldClock(bench.clock)
                .sink(sink);
    }

    @Test
    void aSubscriptionsLifeIsTold() {
        bench.subscribe(ACME, "small");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        bench.on("2026-03-10T00:00:00Z");
        bench.change(toPlan("small", When.PERIOD_END));
        bench.change(MAIN, new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-04-01T00:00:00Z");
        bench.engine.closePeriods().closeDue(10);

        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(9, 0, 0));
        assertThat(postman.told(ACME))
                .containsExactly(
                        "subscription.started main",
                        "invoice.issued INV-000001",
                        "subscription.started extra",
                        "invoice.issued INV-000002",
                        "subscription.changed main@4",
                        "subscription.changed extra@3",
                        "subscription.ended main",
                        "subscription.ended extra",
                        "invoice.issued INV-000003");
        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(0, 0, 0));
    }

    @Test
    void whatEndsAtOnceIsToldAtOnce() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        messages.deliverDue();

        assertThat(postman.told(ACME)).contains("subscription.changed main@3", "subscription.ended main");
    }

    @Test
    void theEndOfAnAddOnIsToldOnceWhenTheMainSubscriptionEndsAtOnce() {
        bench.subscribe(ACME, "small");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        bench.on("2026-03-10T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        messages.deliverDue();

        assertThat(postman.told(ACME))
                .contains("subscription.changed extra@3")
                .containsOnlyOnce("subscription.ended main", "subscription.ended extra");
    }

    @Test
    void theEndOfAnAddOnThatIsCancelledByItselfIsTold() {
        bench.subscribe(ACME, "small");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        bench.on("2026-03-10T00:00:00Z");
        bench.change(new SubscriptionId("extra"), new Step.Cancel(When.NOW, false));
        bench.on("2026-04-01T00:00:00Z");
        bench.engine.closePeriods().closeDue(10);
        messages.deliverDue();

        assertThat(postman.told(ACME)).containsOnlyOnce("subscription.ended extra");
    }

    @Test
    void aMessageSaysWhatToLookUp() {
        bench.subscribe(ACME, "small");
        IssuedInvoice invoice = bench.invoices(ACME).get(0);
        TreeMap<String, Money> lines =
                new TreeMap<>(Map.of(invoice.content().lines().get(0).key(), Money.parse("4.00", Workbench.USD)));
        bench.engine.creditInvoice().credit(new CreditNoteId("half"), invoice.number(), lines, "a mistake");
        messages.deliverDue();

        assertThat(postman.delivered)
                .extracting(OutboxMessage::payload)
                .containsExactly(
                        "{\"account\":\"acme\",\"subscription\":\"main\",\"plan\":\"small\",\"version\":1,\"quantity\":1}",
                        "{\"account\":\"acme\",\"invoice\":\"INV-000001\",\"subscription\":\"main\","
                                + "\"issuedAt\":\"2026-03-01T00:00:00Z\",\"dueAt\":\"2026-03-15T00:00:00Z\","
                                + "\"period\":{\"start\":\"2026-03-01T00:00:00Z\",\"end\":\"2026-04-01T00:00:00Z\"},"
                                + "\"total\":{\"amount\":\"10.00\",\"currency\":\"USD\"},"
                                + "\"amountDue\":{\"amount\":\"10.00\",\"currency\":\"USD\"}}",
                        "{\"account\":\"acme\",\"creditNote\":\"CN-000001\",\"invoice\":\"INV-000001\","
                                + "\"issuedAt\":\"2026-03-01T00:00:00Z\","
                                + "\"total\":{\"amount\":\"4.00\",\"currency\":\"USD\"}}");
    }

    @Test
    void whatFailsIsTriedAgainLaterAndHoldsBackItsAccountOnly() {
        bench.subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "small");
        postman.refused.add(ACME);

        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(2, 1, 0));
        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(0, 0, 0));
        postman.refused.clear();
        bench.on("2026-03-01T00:00:04Z");
        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(0, 0, 0));
        bench.on("2026-03-01T00:00:05Z");
        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(2, 0, 0));
        assertThat(postman.told(ACME)).containsExactly("subscription.started main", "invoice.issued INV-000001");
    }

    @Test
    void whatFailsTooOftenIsBuriedAndTheNextComes() {
        bench.subscribe(ACME, "small");
        postman.refused.add(ACME);
        for (int attempt = 1; attempt < MessageDeliverer.ATTEMPTS; attempt++) {
            assertThat(messages.deliverDue()).isEqualTo(new Deliveries(0, 1, 0));
            bench.clock.set(bench.clock.instant().plus(Duration.ofHours(1)));
        }

        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(0, 1, 1));
        assertThat(bench.storage.transactions().inTransaction(Scope.of(ACME), () -> bench.storage
                        .outbox()
                        .buried(ACME)))
                .extracting(OutboxMessage::type)
                .containsExactly("subscription.started");
        postman.refused.clear();
        bench.clock.set(bench.clock.instant().plus(Duration.ofHours(1)));
        messages.deliverDue();
        assertThat(postman.told(ACME)).containsExactly("invoice.issued INV-000001");
    }

    @Test
    void whatSomebodyDiedWithIsDeliveredThoughTheEnginesClockStandsStill() {
        HandClock world = new HandClock(Instant.parse("2030-01-01T00:00:00Z"));
        DeliverMessages successor = builder(postman).worldClock(world).build().deliverMessages();
        DeliverMessages dies = builder(message -> {
                    throw new AssertionError("killed");
                })
                .worldClock(world)
                .build()
                .deliverMessages();
        bench.subscribe(ACME, "small");
        assertThatThrownBy(dies::deliverDue).hasMessage("killed");

        bench.clock.set(bench.clock.instant().plus(Duration.ofDays(90)));
        assertThat(successor.deliverDue()).isEqualTo(new Deliveries(0, 0, 0));
        world.advance(Duration.ofMinutes(2));
        assertThat(successor.deliverDue()).isEqualTo(new Deliveries(2, 0, 0));
    }

    @Test
    void anAccountWhoseQueueFailsDoesNotHoldBackTheOthers() {
        bench.subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "small");
        // two calls to ask who is due; the third is to claim for the first of them
        FailingStorage failing = new FailingStorage(bench.storage, 3, FailingStorage.Moment.BEFORE);
        DeliverMessages delivery = BillingEngine.builder()
                .storage(failing.storage())
                .clock(bench.clock)
                .sink(postman)
                .build()
                .deliverMessages();
        failing.arm();

        assertThatThrownBy(delivery::deliverDue)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("account acme could not be delivered to");

        assertThat(postman.told(ACME)).isEmpty();
        assertThat(postman.told(GLOBEX)).hasSize(2);
        assertThat(messages.deliverDue()).isEqualTo(new Deliveries(2, 0, 0));
    }

    @Test
    void withoutASinkNothingIsDelivered() {
        assertThatIllegalStateException().isThrownBy(bench.engine::deliverMessages);
    }
}
