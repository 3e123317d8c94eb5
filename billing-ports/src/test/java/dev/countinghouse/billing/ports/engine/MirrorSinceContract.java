package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider that invoices is given of an account that was there before him: nothing of its past. */
public abstract class MirrorSinceContract extends MirrorCase {

    /** By an engine that knew of nobody to keep them at. */
    private Workbench before() {
        return new Workbench(
                bench.storage, clock, wiring -> wiring.worldClock(clock).invoicedBy(new PriceStandIn(book)));
    }

    @Test
    void whatWasStartedBeforeIsNotThereWhateverIsDoneWithIt() {
        before().subscribe(ACME, "pro");
        toDay(2);
        // from the start, as the main subscription
        bench.subscribe(new StartSubscription.Order(
                new SubscriptionId("extra"),
                ACME,
                new PlanKey("extra"),
                1,
                START,
                Lifecycle.Anchor.START,
                false,
                List.of()));
        mirror();
        toDay(40);
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(there(MAIN.value())).isEmpty();
        assertThat(waiting()).isEmpty();

        bench.change(new Step.Cancel(When.NOW, false));
        bench.subscribe(bench.order(new SubscriptionId("second"), ACME, "max", 3));
        mirror();
        assertThat(there(MAIN.value())).isEmpty();
        assertThat(items(there("second").orElseThrow())).containsExactly("max:base 3");
    }

    @Test
    void whatHadEndedBeforeIsNotThere() {
        Workbench before = before();
        before.subscribe(ACME, "pro");
        clock.advance(Duration.ofDays(3));
        before.change(new Step.Cancel(When.NOW, false));
        toDay(50);
        bench.subscribe(bench.order(new SubscriptionId("second"), ACME, "pro", 1));
        mirror();
        assertThat(there(MAIN.value())).isEmpty();
        assertThat(there("second")).isPresent();
    }

    @Test
    void whatIsBegunInThePastIsThere() {
        toDay(4);
        bench.subscribe(new StartSubscription.Order(
                MAIN, ACME, new PlanKey("pro"), 1, day(1), Lifecycle.Anchor.START, false, List.of()));
        mirror();
        assertThat(there().period().end()).isEqualTo(Instant.parse("2026-04-11T12:00:00Z"));
    }
}
