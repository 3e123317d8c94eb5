package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Refused;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes do. What is refused stands in {@link RefusedChangesTest}. */
class ChangeSubscriptionTest {

    private static final String MIDDLE = "2026-04-16T00:00:00Z";
    private static final String END = "2026-05-01T00:00:00Z";

    private final Workbench bench = Workbench.at("2026-04-01T00:00:00Z", Shop.CATALOGUE);

    @BeforeEach
    void onTheSmallPlan() {
        bench.open(ACME).subscribe(ACME, "small");
        bench.on(MIDDLE);
    }

    @Test
    void anUpgradeAtOnceProratesTheFees() {
        bench.change(toPlan("fresh", When.NOW));
        bench.on(END).close(ACME);

        // 10 in advance; then -5 unused, 10 for the rest, 1.50 of support in arrears, 20 in advance
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "26.50");
    }

    @Test
    void moreOfTheSamePlanIsAChangeToo() {
        bench.change(new Step.ToPlan(new PlanKey("small"), 3, When.NOW));
        bench.on(END).close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "46.00");
    }

    @Test
    void aChangeThatIsRepeatedIsMadeOnce() {
        bench.change(toPlan("fresh", When.NOW));
        bench.use(ACME, "used", Map.of("tokens", 1_500));
        StoredState before = StoredState.of(bench.storage);
        bench.change(toPlan("fresh", When.NOW));
        bench.on("2026-04-17T00:00:00Z");
        bench.change(toPlan("fresh", When.NOW));

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @Test
    void aChangeAtTheEndReplacesTheOneBeforeAndCanBeDropped() {
        bench.change(toPlan("large", When.PERIOD_END));
        bench.change(toPlan("fresh", When.PERIOD_END));
        bench.on(END).close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "23.00");

        bench.on("2026-05-16T00:00:00Z");
        bench.change(toPlan("large", When.PERIOD_END));
        bench.change(new Step.DropScheduledChange());
        bench.on("2026-06-01T00:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "23.00", "20.00");
    }

    @Test
    void aChangeAtOnceDropsTheScheduledOne() {
        bench.change(toPlan("large", When.PERIOD_END));
        Subscription changed = bench.change(toPlan("fresh", When.NOW));

        assertThat(changed.scheduledAfter(bench.clock.instant())).isEmpty();
    }

    @Test
    void goingBackToThePlanOneHasDropsTheScheduledChange() {
        bench.change(toPlan("large", When.PERIOD_END));
        Subscription changed = bench.change(toPlan("small", When.NOW));

        assertThat(changed.scheduledAfter(bench.clock.instant())).isEmpty();
    }

    @Test
    void aChangeAtABoundaryThatIsNotInvoicedYetIsInvoicedWithIt() {
        bench.on(END).change(toPlan("fresh", When.NOW));

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "23.00");
    }

    @Test
    void whatIsLongDueIsInvoicedUnderTheTermsOfItsTime() {
        bench.on("2026-06-16T00:00:00Z").change(toPlan("fresh", When.NOW));

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "13.00", "13.00");
    }

    @Test
    void aCancellationAtTheEndCanBeTakenBack() {
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        bench.change(new Step.Resume());
        bench.on(END).close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "13.00");
    }

    @Test
    void aCancellationAtTheEndStopsTheFees() {
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-07-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "3.00");
    }

    @Test
    void aCancellationAtOnceIsInvoicedAtOnceAndCreditsOnlyIfAsked() {
        bench.change(new Step.Cancel(When.NOW, true));

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "-3.50");
        assertThat(bench.invoices(ACME).get(1).content().carriedForward().toDecimal())
                .isEqualTo("3.50");
    }

    @Test
    void aPauseStopsFeesAndUsageUntilItEnds() {
        bench.change(new Step.Pause());
        assertThat(bench.quota(ACME, "tokens", 1).verdict().admits()).isFalse();
        bench.on("2026-05-16T12:00:00Z");
        bench.change(new Step.Resume());
        assertThat(bench.quota(ACME, "tokens", 1).verdict().admits()).isTrue();
        bench.on("2026-06-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME)).get(0)).isEqualTo("10.00");
        assertThat(bench.invoices(ACME).get(2).content().lines())
                .filteredOn(line -> line.rated().description().equals("Remaining time: Small"))
                .singleElement()
                .satisfies(line -> assertThat(line.amount().toDecimal()).isEqualTo("5.00"));
    }

    @Test
    void addOnsEndWithTheirMainSubscriptionAndGoOnWithIt() {
        SubscriptionId extra = new SubscriptionId("extra");
        bench.subscribe(bench.order(extra, ACME, "boost", 1));
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        assertThat(bench.engine.changeSubscription().change(extra, new Step.Resume()))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                        .contains("main subscription main ends at 2026-05-01T00:00:00Z"));
        bench.change(new Step.Resume());
        bench.on(END).close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("10.00", "3.00", "19.00");
    }

    @Test
    void addOnsFollowIntoANewCycle() {
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        bench.change(toPlan("yearly", When.NOW));
        bench.on("2026-05-16T00:00:00Z").close(ACME);

        assertThat(bench.invoices(ACME)
                        .get(bench.invoices(ACME).size() - 1)
                        .content()
                        .period()
                        .end())
                .isEqualTo("2026-05-16T00:00:00Z");
    }

    @Test
    void anAddOnNeverOutlivesItsMainSubscription() {
        SubscriptionId extra = new SubscriptionId("extra");
        bench.subscribe(bench.order(extra, ACME, "boost-yearly", 1));
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        Subscription addOn = bench.change(extra, new Step.Cancel(When.PERIOD_END, false));

        assertThat(addOn.ending()).map(end -> end.at().toString()).contains(END);
    }

    @Test
    void anAddOnKeepsThePeriodsOfItsMainSubscription() {
        SubscriptionId extra = new SubscriptionId("extra");
        bench.subscribe(bench.order(extra, ACME, "boost", 1));
        bench.on("2026-04-21T00:00:00Z");
        Subscription yearly = bench.change(extra, new Step.ToPlan(new PlanKey("boost-yearly"), 1, When.NOW));

        assertThat(yearly.periodAt(bench.clock.instant()).actual().end()).isEqualTo(END);
    }

    @Test
    void aPreviewIsTheNextInvoiceAndChangesNothing() {
        bench.use(ACME, "used", Map.of("tokens", 3_000));
        for (Step step : List.of(toPlan("fresh", When.NOW), toPlan("large", When.PERIOD_END))) {
            StoredState before = StoredState.of(bench.storage);
            SubscriptionPreview preview = bench.engine.changeSubscription().preview(MAIN, step);
            assertThat(StoredState.of(bench.storage)).isEqualTo(before);
            Subscription changed = bench.change(step);

            assertThat(preview)
                    .isEqualTo(new SubscriptionPreview.Previewed(
                            changed,
                            bench.engine
                                    .previewInvoice()
                                    .preview(ACME, bench.clock.instant())
                                    .orElseThrow()));
        }
    }

    @Test
    void manyThatChangeAtOnceAllSeeWhatTheOneBeforeDid() {
        bench.use(ACME, "used", Map.of("tokens", 3_000));
        Race.of(thread -> bench.engine
                .changeSubscription()
                .change(MAIN, thread % 2 == 0 ? toPlan("large", When.NOW) : new Step.Cancel(When.PERIOD_END, false)));
        bench.on("2026-08-01T00:00:00Z").close(ACME);

        assertThat(bench.close(ACME)).isEmpty();
    }
}
