package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ALL;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.DEARER;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ID;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ON_LARGE;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.START;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.fill;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.order;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.progress;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.results;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.runAll;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationTally.Total;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Outcome;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Many accounts at once: who is in it, what comes out, what is skipped and why. */
class SimulateAccountsTest {

    private final Workbench bench = new Workbench(InMemoryStorage.empty(), new HandClock(START));

    @Test
    void everyAccountIsComparedOrSaidWhyNotAndTheSumsAreTheTotals() {
        fill(bench);
        assertThat(order(bench, order(ON_LARGE, ALL)).job().state()).isEqualTo(State.QUEUED);
        runAll(bench);

        assertThat(results(bench))
                .isEqualTo(Map.of(
                        "basic", "18.00 45.00",
                        "boosted", "25.00 57.00",
                        "fresh", "20.00 45.00",
                        "weekly", "OTHER_INTERVAL",
                        "euro", "OTHER_CURRENCY",
                        "nothing", "NO_PERIOD"));
        Progress done = progress(bench);
        assertThat(done.job().state()).isEqualTo(State.DONE);
        assertThat(done.total()).contains(6L);
        assertThat(done.tally().skipped()).isEqualTo(3);
        assertThat(done.tally().totals())
                .containsExactly(new Total(3, Money.parse("63.00", USD), Money.parse("147.00", USD)));
        assertThat(done.tally().totals().get(0).difference()).isEqualTo(Money.parse("84.00", USD));
    }

    @Test
    void aDraftIsWhatEachWouldPayUnderItsOwnPlansNewVersionAddOnsIncluded() {
        fill(bench);
        order(bench, order(new SimulatedTerms.Draft(DEARER), ALL));
        runAll(bench);

        assertThat(results(bench))
                .containsAllEntriesOf(Map.of(
                        "basic", "18.00 20.00",
                        "boosted", "25.00 30.00",
                        "fresh", "20.00 20.00",
                        "euro", "9.00 9.00"));
        assertThat(results(bench)).containsEntry("weekly", "28.00 28.00");
        assertThat(progress(bench).tally().totals())
                .extracting(total -> total.difference().toDecimal())
                .containsExactly("0.00", "7.00");
    }

    @Test
    void whoIsOnAPlanThatTheDraftDoesNotHaveIsSkipped() {
        fill(bench);
        String text = Shop.TEXT.replaceAll("(?s)  fresh:.*?  yearly:", "  yearly:");
        order(bench, order(new SimulatedTerms.Draft(Workbench.catalogue(text)), ALL));
        runAll(bench);

        assertThat(results(bench)).containsEntry("fresh", "NO_SUCH_PLAN").containsEntry("basic", "18.00 18.00");
    }

    @Test
    void aChangeOfPlanThatBothWouldNotHaveMadeIsNoneUnderTheOther() {
        fill(bench);
        AccountId changing = new AccountId("changing");
        bench.clock.set(START);
        bench.open(changing).subscribe(changing, "small");
        bench.on("2026-03-11T00:00:00Z").use(changing, "used", Map.of("tokens", 1_500));
        bench.on("2026-03-16T00:00:00Z")
                .change(new SubscriptionId("main-changing"), Workbench.toPlan("large", When.NOW));
        bench.use(changing, "used", Map.of("tokens", 1_500));
        bench.on("2026-04-02T00:00:00Z");
        order(
                bench,
                order(
                        new SimulatedTerms.Published(new PlanVersionId(new PlanKey("fresh"), 1)),
                        new SimulatedAccounts.Listed(new TreeSet<>(List.of(changing)))));
        runAll(bench);

        // fresh restarts its allowance of 2,000 at a change, and here there is none: 20 and 1,000 tokens at 0.02
        assertThat(results(bench).get("changing")).endsWith(" 40.00");
    }

    @Test
    void thoseOnAPlanOrInAListAreTakenAndNoOthers() {
        fill(bench);
        order(bench, order(ON_LARGE, new SimulatedAccounts.OnPlan(new PlanKey("small"))));
        runAll(bench);
        assertThat(results(bench)).containsOnlyKeys("basic", "boosted");
        assertThat(progress(bench).total()).contains(2L);

        SimulationId listed = new SimulationId("listed");
        bench.engine
                .simulateAccounts()
                .order(
                        listed,
                        order(
                                ON_LARGE,
                                new SimulatedAccounts.Listed(
                                        new TreeSet<>(List.of(new AccountId("fresh"), new AccountId("nothing"))))));
        runAll(bench);
        assertThat(bench.engine.simulateAccounts().results(listed, Optional.empty(), 9))
                .extracting(result -> result.account().value())
                .containsExactly("fresh", "nothing");
    }

    @Test
    void onlyPeriodsThatWereOverWhenItWasOrderedCount() {
        fill(bench);
        SimulationOrder order =
                new SimulationOrder(ON_LARGE, ALL, new Period(START, Instant.parse("2026-12-01T00:00:00Z")));
        order(bench, order);
        bench.on("2026-07-01T00:00:00Z");
        runAll(bench);

        assertThat(results(bench)).containsEntry("basic", "18.00 45.00");
    }

    @Test
    void theSameOrderUnderTheSameIdIsTheSameSimulationAndAnotherAConflict() {
        fill(bench);
        Progress first = order(bench, order(new SimulatedTerms.Draft(DEARER), ALL));
        bench.on("2026-05-02T00:00:00Z");
        Catalogue readAgain = Workbench.catalogue(
                Shop.TEXT.replace("fee: 10.00", "fee: 12.00").replace("fee: 6.00", "fee: 7.50"));

        assertThat(order(bench, order(new SimulatedTerms.Draft(readAgain), ALL)))
                .isEqualTo(first);
        assertThat(bench.engine.simulateAccounts().order(ID, order(ON_LARGE, ALL)))
                .isInstanceOf(Outcome.Conflict.class);
        assertThat(progress(bench)).isEqualTo(first);
    }

    @Test
    void aSimulationChangesNothingOfTheAccounts() {
        fill(bench);
        StoredState before = StoredState.of(bench.storage);
        order(bench, order(ON_LARGE, ALL));
        runAll(bench);

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByName() {
        fill(bench);
        bench.open(Workbench.ACME).subscribe(Workbench.ACME, "small");
        return WrongInput.to(bench)
                .isRefused(
                        "an unknown version", () -> order(bench, order(version("large", 7), ALL)), "large@7", "large@1")
                .isRefused("an unknown plan", () -> order(bench, order(version("huge", 1), ALL)), "huge")
                .isRefused("an add-on", () -> order(bench, order(version("boost", 1), ALL)), "boost", "add-on")
                .isRefused(
                        "a plan that the draft does not have",
                        () -> order(bench, order(new SimulatedTerms.Drafted(DEARER, new PlanKey("huge")), ALL)),
                        "huge",
                        "large")
                .isRefused(
                        "accounts on an unknown plan",
                        () -> order(bench, order(ON_LARGE, new SimulatedAccounts.OnPlan(new PlanKey("huge")))),
                        "huge")
                .isRefused(
                        "an unknown account",
                        () -> order(
                                bench,
                                order(
                                        ON_LARGE,
                                        new SimulatedAccounts.Listed(new TreeSet<>(
                                                List.of(new AccountId("basic"), new AccountId("nobody")))))),
                        "nobody")
                .isRefused("an empty list", () -> new SimulatedAccounts.Listed(new TreeSet<>()), "0 accounts")
                .isRefused(
                        "cancelling what is not there",
                        () -> bench.engine.simulateAccounts().cancel(ID),
                        "what-if")
                .isRefused(
                        "results of what is not there",
                        () -> bench.engine.simulateAccounts().results(ID, Optional.empty(), 1),
                        "what-if")
                .isRefused(
                        "running nothing", () -> bench.engine.runSimulations().run(0), "most", "0")
                .tests();
    }

    private static SimulatedTerms version(String plan, int version) {
        return new SimulatedTerms.Published(new PlanVersionId(new PlanKey(plan), version));
    }
}
