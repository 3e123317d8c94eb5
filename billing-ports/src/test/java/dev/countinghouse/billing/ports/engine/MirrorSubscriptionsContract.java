package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subscriptions at a provider that invoices are like ours, whatever is done here. */
public abstract class MirrorSubscriptionsContract extends MirrorCase {

    private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");

    @Test
    void aStartIsThereOnceAndNothingIsLeftToDo() {
        subscribe("pro");
        assertThat(there(MAIN.value())).as("after the commit").isEmpty();
        mirror();

        assertThat(items(there())).containsExactly("pro:base 1", "pro:calls");
        assertThat(there().status()).isEqualTo(Status.ACTIVE);
        assertThat(there().period().end()).isEqualTo(APRIL);
        assertThat(waiting()).isEmpty();
        clock.advance(Duration.ofDays(300));
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
    }

    @Test
    void whatIsChangedHereIsChangedThere() {
        subscribe("pro");
        mirror();
        clock.advance(Duration.ofDays(2));
        bench.change(toPlan("max", When.NOW));
        addOn("extra");
        mirror();
        assertThat(items(there())).containsExactly("extra:base 2", "max:base 1");

        bench.change(toPlan("pro", When.PERIOD_END));
        mirror();
        assertThat(there().next()).hasValueSatisfying(next -> {
            assertThat(next.from()).isEqualTo(APRIL);
            assertThat(items(next.items())).containsExactly("extra:base 2", "pro:base 1", "pro:calls");
        });
        bench.change(new Step.DropScheduledChange());
        bench.change(new SubscriptionId("extra"), new Step.Cancel(When.PERIOD_END, false));
        mirror();
        assertThat(there().next())
                .hasValueSatisfying(next -> assertThat(items(next.items())).containsExactly("max:base 1"));

        bench.change(new Step.Cancel(When.PERIOD_END, false));
        mirror();
        assertThat(there().end()).contains(APRIL);
        bench.change(new Step.Resume());
        bench.change(new Step.Pause());
        mirror();
        assertThat(there().end()).isEmpty();
        assertThat(there().paused()).isTrue();
        bench.change(new Step.Resume());
        bench.change(new Step.Cancel(When.NOW, true));
        mirror();
        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
    }

    @Test
    void whatSomebodyChangesThereIsChangedBack() {
        subscribe("pro");
        mirror();
        provider.change(there().reference(), List.of(there().items().get(0)));
        assertThat(items(there())).hasSize(1);
        hear();

        assertThat(items(there())).containsExactly("pro:base 1", "pro:calls");
    }

    @Test
    void whileNothingIsInvoicedThereIsNone() {
        subscribe("free");
        mirror();
        assertThat(there(MAIN.value())).isEmpty();

        toDay(2);
        bench.change(toPlan("pro", When.NOW));
        mirror();
        assertThat(there().period().end()).isEqualTo(APRIL);

        toDay(4);
        bench.change(toPlan("free", When.PERIOD_END));
        mirror();
        assertThat(there().end()).contains(APRIL);
        toDay(40);
        hear();
        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(state()).as("free again").isEqualTo("active");
        assertThat(told()).isEmpty();

        bench.change(toPlan("max", When.NOW));
        mirror();
        hear();
        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(items(there("main:again:2").orElseThrow())).containsExactly("max:base 1");
        assertThat(state()).isEqualTo("active");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anotherSubscriptionIsAnotherOneThere() {
        subscribe("pro");
        mirror();
        toDay(3);
        bench.change(new Step.Cancel(When.NOW, true));
        bench.subscribe(bench.order(new SubscriptionId("second"), ACME, "max", 3));
        mirror();

        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(items(there("second").orElseThrow())).containsExactly("max:base 3");
    }

    @Test
    void whatBeginsLaterIsMadeThen() {
        bench.subscribe(new StartSubscription.Order(
                MAIN, ACME, new PlanKey("pro"), 1, day(5), Lifecycle.Anchor.START, false, List.of()));
        mirror();
        assertThat(there(MAIN.value())).isEmpty();

        toDay(4);
        assertThat(there(MAIN.value())).isEmpty();
        toDay(5);
        assertThat(items(there())).containsExactly("pro:base 1", "pro:calls");
    }

    @Test
    void anAccountWithAClockOfItsOwnIsJudgedByThat() {
        subscribe("pro");
        mirror();
        engine.advanceClock().advance(ACME, day(2), 10);
        bench.change(toPlan("free", When.PERIOD_END));
        engine.advanceClock().advance(ACME, day(3), 10);
        assertThat(there().end()).contains(APRIL);
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
    }

    @Test
    void aPriceThatIsNotProvisionedIsWaitedFor() {
        publish(SHOP.replace("fee: 90.00", "fee: 95.00"));
        subscribe("max");
        mirror();
        assertThat(waiting())
                .containsExactly(new Waiting(
                        ACME,
                        START.plusSeconds(60),
                        1,
                        "the provider has no price for charge base of plan max@2 yet: provision the catalogue"));
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(waiting()).singleElement().satisfies(waiting -> assertThat(waiting.tries())
                .isEqualTo(2));

        engine.provisionCatalogue().apply();
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(there().items()).hasSize(1);
        assertThat(waiting()).isEmpty();
    }

    /** An add-on to a time that was followed by one in which nothing was invoiced. */
    @Test
    void historyThatIsRewrittenIsLeftToPeople() {
        subscribe("free");
        toDay(1);
        bench.change(toPlan("pro", When.NOW));
        mirror();
        toDay(2);
        bench.change(toPlan("free", When.NOW));
        mirror();
        bench.subscribe(new StartSubscription.Order(
                new SubscriptionId("extra"),
                ACME,
                new PlanKey("extra"),
                1,
                day(1).plusSeconds(60),
                Lifecycle.Anchor.START,
                false,
                List.of()));
        mirror();

        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(waiting())
                .extracting(Waiting::reason)
                .containsExactly(
                        "subscription main has ended at the provider and goes on here: end it, and start another");
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void whereTheProviderDoesNotAnswerItIsTriedAgainLater() {
        OtherSubscriptions faulty = new OtherSubscriptions(() -> provider);
        openTheShop(emptyStorage(), faulty);
        subscribe("pro");
        faulty.failures = 2;
        assertThatThrownBy(this::mirror).isInstanceOf(UnavailableException.class);
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(this::mirror).isInstanceOf(UnavailableException.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(engine.mirrorSubscriptions().due(9)).as("twice as late").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        mirror();

        assertThat(there().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void onlyWhereAProviderHasThemAnythingIsNoted() {
        Workbench ours = new Workbench(emptyStorage(), clock);
        ours.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        ours.open(ACME).subscribe(ACME, "pro");
        assertThat(ours.storage.transactions().inTransaction(Scope.SYSTEM, () -> ours.storage
                        .mirrors()
                        .dueBy(day(99), day(99), 9)))
                .isEmpty();
        assertThat(ours.engine.mirrorsSubscriptions()).isFalse();
        assertThatThrownBy(ours.engine::mirrorSubscriptions).hasMessageContaining("mirrorTo");
    }
}
