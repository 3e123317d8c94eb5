package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EvaluateQuotaTest {

    private static final Verdict NO_SUBSCRIPTION = new Verdict.Refused(Verdict.Reason.NO_ACTIVE_SUBSCRIPTION);

    private final Workbench bench = Shop.opened();

    @Test
    void withoutASubscriptionNothingIsAdmitted() {
        assertThat(verdict("tokens")).isEqualTo(NO_SUBSCRIPTION);
        assertThat(bench.engine.evaluateQuota().all(ACME)).isEmpty();
    }

    @Test
    void whatThePlanDoesNotIncludeIsNotAdmitted() {
        bench.subscribe(ACME, "small");

        assertThat(verdict("seats")).isEqualTo(new Verdict.Refused(Verdict.Reason.NOT_INCLUDED));
    }

    @Test
    void whatIsPricedWithoutAnAllowanceIsUnlimitedAndSaysItsPrice() {
        bench.subscribe(ACME, "large");
        bench.count(ACME, "used", 4, Map.of("tokens", 1));

        Answer answer = bench.quota(ACME, "calls", 3);
        assertThat(answer.verdict()).isEqualTo(new Verdict.Within());
        assertThat(answer.price()).map(price -> price.settle().toDecimal()).contains("0.40");
    }

    @Test
    void askingUsesNothing() {
        bench.subscribe(ACME, "small");
        StoredState before = StoredState.of(bench.storage);
        bench.quota(ACME, "calls", 5);

        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
        assertThat(bench.quota(ACME, "calls", 10).verdict()).isEqualTo(new Verdict.Within());
        assertThat(bench.quota(ACME, "calls", 11).verdict().admits()).isFalse();
    }

    @Test
    void anAddOnRaisesTheLimitWhileItRuns() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        SubscriptionId extra = new SubscriptionId("extra");
        bench.subscribe(bench.order(extra, ACME, "boost", 2));
        assertThat(bench.quota(ACME, "tokens", 0).limit()).isEqualTo(Limit.of(2_000));

        bench.on("2026-03-11T00:00:00Z").change(extra, new Step.Cancel(When.NOW, false));
        assertThat(bench.quota(ACME, "tokens", 0).limit()).isEqualTo(Limit.of(1_000));
    }

    @Test
    void aChangeOfPlanCarriesWhatWasUsedOrBeginsAnew() {
        bench.subscribe(ACME, "small");
        bench.use(ACME, "used", Map.of("tokens", 800));
        bench.on("2026-03-10T00:00:00Z").change(toPlan("large", When.NOW));
        assertThat(bench.quota(ACME, "tokens", 0).used()).isEqualTo(Fraction.of(800));

        bench.on("2026-03-11T00:00:00Z").change(toPlan("fresh", When.NOW));
        assertThat(bench.quota(ACME, "tokens", 0).used()).isEqualTo(Fraction.ZERO);
    }

    @Test
    void usageALittleAheadOfTheClockCounts() {
        bench.subscribe(ACME, "small");
        bench.record(
                List.of(bench.submission(ACME, "used", bench.clock.instant().plusSeconds(200), Map.of("tokens", 7))));

        assertThat(bench.quota(ACME, "tokens", 0).used()).isEqualTo(Fraction.of(7));
    }

    @Test
    void aLevelOverTimeCountsUpToNowAndNotToTheEndOfThePeriod() {
        Workbench disks = Workbench.at(
                        "2026-03-01T00:00:00Z",
                        Workbench.catalogue(
                                """
                catalogue: 1
                currency: USD
                meters:
                  disk: {unit: GB, event: disk.level, aggregation: time_weighted, property: gb}
                plans:
                  small: {every: month, allowances: {disk: {included: 10, cap: hard}}, charges: {base: {fee: 1}}}
                """))
                .open(ACME);
        disks.subscribe(ACME, "small");
        disks.use(ACME, "disk.level", Map.of("gb", 31));

        // 31 GB for one of 31 days is 1 GB-month so far, however long the level may still last
        disks.on("2026-03-02T00:00:00Z");
        Answer answer = disks.engine.evaluateQuota().evaluate(ACME, new MeterKey("disk"), Fraction.ZERO);

        assertThat(answer.used()).isEqualTo(Fraction.ONE);
        assertThat(answer.verdict().name()).isEqualTo("within");
    }

    @Test
    void pausedAndEndedSubscriptionsAdmitNothing() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z").change(new Step.Pause());
        assertThat(verdict("tokens")).isEqualTo(NO_SUBSCRIPTION);

        bench.on("2026-03-11T00:00:00Z").change(MAIN, new Step.Cancel(When.NOW, false));
        assertThat(verdict("tokens")).isEqualTo(NO_SUBSCRIPTION);
    }

    @Test
    void allAnswersForEveryMeterWithAnAllowance() {
        bench.subscribe(ACME, "small");

        assertThat(bench.engine.evaluateQuota().all(ACME))
                .extracting(answer -> answer.meter().value())
                .containsExactly("calls", "tokens", "users");
        assertThat(bench.engine.evaluateQuota().all(ACME)).allSatisfy(answer -> assertThat(answer)
                .isEqualTo(bench.quota(ACME, answer.meter().value(), 0)));
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        AccountId nobody = new AccountId("nobody");
        MeterKey tokens = new MeterKey("tokens");
        return WrongInput.to(bench)
                .isRefused(
                        "an unknown account",
                        () -> bench.engine.evaluateQuota().evaluate(nobody, tokens, Fraction.ONE),
                        "nobody")
                .isRefused("all of it", () -> bench.engine.evaluateQuota().all(nobody), "nobody")
                .isRefused(
                        "its entitlements",
                        () -> bench.engine.readEntitlements().entitlements(nobody),
                        "nobody")
                .isRefused("an unknown meter", () -> bench.quota(ACME, "token", 1), "'token'", "tokens")
                .isRefused("less than nothing", () -> bench.quota(ACME, "tokens", -1), "requested", "-1")
                .tests();
    }

    private Verdict verdict(String meter) {
        return bench.quota(ACME, meter, 1).verdict();
    }
}
