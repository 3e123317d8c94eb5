package dev.countinghouse.adapter.stripe;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from a change here to Stripe, over real HTTP, of plans that cost nothing and those that are invoiced. */
class StripeMirrorTest {

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
            plans:
              free: {every: month, allowances: {calls: {included: 10, cap: hard}}}
              pro: {every: month, charges: {base: {name: Pro, fee: 50.00}}}
              max: {every: month, charges: {base: {name: Max, fee: 90.00}}}
              extra: {role: add_on, every: month, charges: {base: {name: Extra, fee: 7.00}}}
            """;
    private static final List<Fault> FAULTS = List.of(
            Fault.TOO_MANY,
            Fault.CONFLICT,
            Fault.BROKEN,
            Fault.DROPPED,
            Fault.DONE_AND_DROPPED,
            Fault.DONE_AND_BAD_GATEWAY);

    private final HandClock clock = new HandClock(StripeCase.START);
    private final FakeStripe stripe = new FakeStripe(clock);
    private final Storage storage = InMemoryStorage.empty();
    private final StripeSubscriptionGateway gateway = Fakes.subscriptions(stripe, storage);
    private final Workbench bench = new Workbench(storage, clock, wiring -> wiring.worldClock(clock)
            .invoicedBy(Fakes.prices(stripe, storage))
            .mirrorTo(gateway));
    private final MirrorSubscriptions mirrors = bench.engine.mirrorSubscriptions();
    private final long seed = System.nanoTime();

    /** Of what is asked for by the engine, not by the test. */
    private Function<FakeCall, Optional<Fault>> chance = call -> Optional.empty();

    @BeforeEach
    void provisioned() {
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.engine.provisionCatalogue().apply();
        bench.open(ACME);
    }

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    /** Until nothing is left to do, however often it fails. */
    private void mirror() {
        for (int round = 0; round < 1_000; round++) {
            for (AccountId account : mirrors.due(9)) {
                try {
                    mirrors.mirror(account);
                } catch (UnavailableException failed) {
                    // it is due again
                }
            }
            if (mirrors.due(9).isEmpty() && mirrors.waiting(Optional.empty(), 9).isEmpty()) {
                return;
            }
            mirrors.waiting(Optional.empty(), 9).forEach(each -> clock.moveTo(each.againAt()));
        }
        throw new AssertionError("never done: " + mirrors.waiting(Optional.empty(), 9) + ", seed " + seed);
    }

    private ProviderSubscription there(String id) {
        stripe.failsByChance(call -> Optional.empty());
        try {
            return gateway.find(ACME, new SubscriptionId(id)).orElseThrow();
        } finally {
            stripe.failsByChance(chance);
        }
    }

    private String priceOf(ProviderSubscription there) {
        String price = there.items().get(0).price().value();
        return stripe.account.catalogue.prices.get(price).path("lookup_key").asText();
    }

    private void live() {
        bench.subscribe(ACME, "free");
        mirror();
        assertThat(stripe.calls("POST /v1/subscriptions")).isEmpty();

        clock.advance(Duration.ofDays(2));
        bench.change(toPlan("pro", When.NOW));
        mirror();
        assertThat(there("main").status()).isEqualTo(Status.ACTIVE);
        assertThat(there("main").period().end()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));

        clock.advance(Duration.ofDays(2));
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(priceOf(there("main"))).isEqualTo("max:base");
        clock.advance(Duration.ofHours(2));
        bench.change(toPlan("free", When.NOW));
        mirror();
        assertThat(there("main").status()).isEqualTo(Status.CANCELED);

        clock.advance(Duration.ofDays(2));
        bench.change(toPlan("pro", When.NOW));
        mirror();
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        mirror();
    }

    private void arrived() {
        assertThat(stripe.account.subscriptions.all).as("seed %d", seed).hasSize(2);
        assertThat(there("main").status()).isEqualTo(Status.CANCELED);
        ProviderSubscription again = there("main:again:2");
        assertThat(again.status()).isEqualTo(Status.ACTIVE);
        assertThat(priceOf(again)).isEqualTo("pro:base");
        assertThat(again.end()).contains(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(ending()).contains(Instant.parse("2026-04-01T00:00:00Z"));
    }

    @Test
    void whatIsInvoicedIsThereAndNothingElse() {
        live();
        arrived();
    }

    @Test
    void whateverIsLostOnTheWayItComesToTheSame() {
        Random random = new Random(seed);
        chance = call ->
                random.nextInt(8) == 0 ? Optional.of(FAULTS.get(random.nextInt(FAULTS.size()))) : Optional.empty();
        stripe.failsByChance(chance);
        try {
            live();
        } finally {
            chance = call -> Optional.empty();
            stripe.failsByChance(chance);
        }
        arrived();
    }

    @Test
    void whatSomebodyDoesAtStripeIsFollowed() {
        bench.subscribe(ACME, "pro");
        mirror();
        ObjectNode there =
                stripe.account.subscriptions.all.get(there("main").reference().value());
        clock.advance(Duration.ofDays(2));
        there.put("status", "unpaid");
        look();
        assertThat(state()).isEqualTo("restricted");

        there.put("status", "active")
                .put("cancel_at", Instant.parse("2026-03-20T00:00:00Z").getEpochSecond());
        look();
        assertThat(state()).isEqualTo("active");
        assertThat(ending()).contains(Instant.parse("2026-03-20T00:00:00Z"));

        there.putNull("cancel_at");
        look();
        assertThat(ending()).isEmpty();
    }

    /** Stripe ends what he had, and whoever sells him something first makes another of him. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEndedWithItsCustomerIsNotBegunWithTheNextOne(boolean changesHere) {
        bench.subscribe(ACME, "pro");
        mirror();
        ObjectNode there = onlyOne();
        clock.advance(Duration.ofDays(2));
        stripe.account.deleteCustomer(there.path("customer").asText());
        stripe.account.subscriptions.cancel(there, clock.instant().getEpochSecond());
        CustomerRef gone = new CustomerRef(there.path("customer").asText());
        storage.transactions()
                .inTransaction(Scope.of(ACME), () -> storage.customerRefs().retire(ACME, gone));
        if (changesHere) {
            bench.change(toPlan("max", When.NOW));
        }
        look();

        assertThat(stripe.account.subscriptions.all).hasSize(1);
        assertThat(state()).isEqualTo("canceled");
    }

    /** The end is the schedule's then, and gone with it until there is another one. */
    @Test
    void anEndIsNotTakenBackByWhoeverFailedToPutIt() {
        Instant may = Instant.parse("2026-05-01T00:00:00Z");
        bench.subscribe(ACME, "pro");
        mirror();
        addOn();
        onlyOne().put("cancel_at", may.getEpochSecond());
        look();
        bench.change(new SubscriptionId("extra"), new Step.Cancel(When.PERIOD_END, false));
        mirror();
        assertThat(there("main").next()).isPresent();
        assertThat(there("main").end()).contains(may);

        ((ObjectNode) onlyOne().at("/items/0")).put("quantity", 5);
        stripe.failsAt("POST /v1/subscriptions/[^/]+", Fault.BROKEN);
        look();
        assertThat(stripe.calls("POST .*/release")).hasSize(1);
        assertThat(there("main").end()).contains(may);
        assertThat(there("main").items().get(0).quantity()).hasValue(1);
        assertThat(ending()).contains(may);
    }

    private void addOn() {
        bench.subscribe(new StartSubscription.Order(
                new SubscriptionId("extra"),
                ACME,
                new PlanKey("extra"),
                1,
                clock.instant(),
                Lifecycle.Anchor.START,
                false,
                List.of()));
        mirror();
    }

    private Optional<Instant> ending() {
        return bench.engine
                .readSubscriptions()
                .find(MAIN)
                .orElseThrow()
                .subscription()
                .ending()
                .map(ending -> ending.at());
    }

    private ObjectNode onlyOne() {
        assertThat(stripe.account.subscriptions.all).hasSize(1);
        return stripe.account.subscriptions.all.values().iterator().next();
    }

    private String state() {
        return bench.engine
                .readSubscriptions()
                .find(MAIN)
                .orElseThrow()
                .subscription()
                .state(clock.instant())
                .name();
    }

    /** As a notice has it. */
    private void look() {
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            storage.mirrors().look(ACME);
            return true;
        });
        mirror();
    }
}
