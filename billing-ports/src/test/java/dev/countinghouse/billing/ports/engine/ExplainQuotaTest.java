package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.subscription.Included;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.ExplainQuota.Basis;
import dev.countinghouse.billing.ports.driving.ExplainQuota.Explanation;
import dev.countinghouse.billing.ports.driving.ExplainQuota.SegmentUsed;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is shown adds up to what is said: sources to the limit, segments to the use, events to all that counts. */
class ExplainQuotaTest extends Seeded {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
    private static final SubscriptionId EXTRA = new SubscriptionId("extra");

    private final Workbench bench = Shop.opened();

    private static Explanation explain(Workbench bench, String meter, Optional<UsageEvent> after, int limit) {
        return bench.engine.explainQuota().explain(ACME, new MeterKey(meter), after, limit);
    }

    private Basis basis(String meter) {
        return explain(bench, meter, Optional.empty(), 100).basis().orElseThrow();
    }

    private static List<String> sources(Basis basis) {
        return basis.included().stream()
                .map(source ->
                        source.plan() + source.phase().map(phase -> " " + phase).orElse("")
                                + source.addOn().map(addOn -> " " + addOn).orElse("") + " "
                                + source.each().included().fold(Fraction::toString, () -> "unlimited") + "*"
                                + source.quantity() + "*" + source.share())
                .toList();
    }

    @Test
    void planAndAddOnsAreNamedWithWhatTheyInclude() {
        bench.subscribe(bench.order(Workbench.MAIN, ACME, "small", 3));
        bench.subscribe(bench.order(EXTRA, ACME, "boost", 2));
        bench.on("2026-03-11T00:00:00Z").use(ACME, "used", Map.of("tokens", 70));

        Basis basis = basis("tokens");
        assertThat(sources(basis)).containsExactly("small@1 1000*3*1", "boost@1 extra 500*2*1");
        assertThat(basis.allowance().included()).isEqualTo(Limit.of(4_000));
        assertThat(basis.counted()).isEqualTo(new Period(START, END));
        assertThat(basis.onChange()).isEqualTo(AllowanceOnChange.CARRY);
    }

    @Test
    void aPhaseReplacesThePlansOwnAllowance() {
        bench.subscribe(new Order(
                Workbench.MAIN, ACME, new PlanKey("tried"), 1, START, Lifecycle.Anchor.START, true, List.of()));
        assertThat(sources(basis("tokens"))).containsExactly("tried@1 trial 100*1*1");
        assertThat(basis("tokens").allowance().cap()).isEqualTo(Allowance.Cap.HARD);

        bench.on("2026-03-20T00:00:00Z");
        assertThat(sources(basis("tokens"))).containsExactly("tried@1 intro 3000*1*1");
        bench.on("2026-06-20T00:00:00Z");
        assertThat(sources(basis("tokens"))).containsExactly("tried@1 1000*1*1");
    }

    @Test
    void afterAChangeItIsSaidWhatEachPartUsedAndFromWhereOnItCounts() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-05T00:00:00Z").use(ACME, "used", Map.of("tokens", 300));
        bench.on("2026-03-11T00:00:00Z").change(toPlan("large", When.NOW));
        bench.use(ACME, "used", Map.of("tokens", 40));
        Instant change = bench.clock.instant();

        assertThat(basis("tokens").segments())
                .extracting(segment -> segment.plan() + " " + segment.used())
                .containsExactly("small@1 300", "large@1 40");

        bench.on("2026-03-21T00:00:00Z").change(toPlan("fresh", When.NOW));
        bench.use(ACME, "used", Map.of("tokens", 5));
        Basis restarted = basis("tokens");
        assertThat(restarted.onChange()).isEqualTo(AllowanceOnChange.RESTART);
        assertThat(restarted.counted()).isEqualTo(new Period(bench.clock.instant(), END));
        assertThat(restarted.segments()).extracting(SegmentUsed::used).containsExactly(Fraction.of(5));
        assertThat(change).isBefore(restarted.counted().start());
    }

    @Test
    void aGraceSaysSinceWhenAndUntilWhen() {
        bench.subscribe(ACME, "small");
        int user = 0;
        for (String at : List.of("2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z", "2026-03-03T18:00:00Z")) {
            bench.on(at).use(ACME, "login", Map.of("user", "user-" + ++user));
        }
        Explanation explanation = explain(bench, "users", Optional.empty(), 10);
        Basis basis = explanation.basis().orElseThrow();

        assertThat(basis.allowance().cap()).isEqualTo(Allowance.Cap.SOFT);
        Instant reached = basis.reachedAt().orElseThrow();
        assertThat(explanation.answer().verdict())
                .isEqualTo(new Verdict.Grace(reached.plus(basis.allowance().graceTime())));
        assertThat(explanation.events()).hasSize(3);
    }

    @Test
    void whoChoseACapIsToldSo() {
        bench.subscribe(ACME, "small");
        bench.change(new Step.CapOverage(new TreeSet<>(List.of(new MeterKey("tokens")))));

        assertThat(basis("tokens").capped()).isTrue();
        assertThat(basis("tokens").allowance().cap()).isEqualTo(Allowance.Cap.HARD);
    }

    @Test
    void whereNothingIsCountedThereIsAReasonAndNoBasis() {
        Explanation nobody = explain(bench, "tokens", Optional.empty(), 10);
        assertThat(nobody.answer().verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.NO_ACTIVE_SUBSCRIPTION));
        assertThat(nobody.basis()).isEmpty();

        bench.subscribe(ACME, "small");
        Explanation seats = explain(bench, "seats", Optional.empty(), 10);
        assertThat(seats.answer().verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.NOT_INCLUDED));
        assertThat(seats.basis()).isEmpty();
        assertThat(seats.events()).isEmpty();
    }

    @Test
    void eventsComeInPages() {
        bench.subscribe(ACME, "small");
        bench.count(ACME, "used", 5, Map.of("tokens", 3));
        List<UsageEvent> all = new ArrayList<>();
        Optional<UsageEvent> after = Optional.empty();
        do {
            Explanation page = explain(bench, "tokens", after, 2);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(2);
            all.addAll(page.events());
            after = page.next();
        } while (after.isPresent());

        assertThat(all).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void whateverHappensThePartsAddUpToTheAnswer() {
        rounds(25, round -> {
            Workbench some = Shop.opened();
            some.subscribe(some.order(
                    Workbench.MAIN, ACME, oneOf(List.of("small", "large", "fresh", "tried")), between(1, 3)));
            some.clock.set(END.minusSeconds(1));
            some.engine.recordUsage().record(new RandomUsage(random).events(START, END, (int) between(0, 60)));
            TreeSet<Instant> changes = new TreeSet<>();
            for (int i = 0; i < between(0, 3); i++) {
                changes.add(START.plusSeconds(between(1, 30 * 24 * 3_600)));
            }
            for (Instant change : changes) {
                some.clock.set(change);
                some.engine
                        .changeSubscription()
                        .change(Workbench.MAIN, toPlan(oneOf(List.of("small", "large", "fresh")), When.NOW));
                some.engine
                        .startSubscription()
                        .start(some.order(
                                new SubscriptionId("extra-" + change.getEpochSecond()), ACME, "boost", between(1, 2)));
            }
            some.clock.advance(Duration.ofSeconds(
                    between(0, END.getEpochSecond() - some.clock.instant().getEpochSecond() - 1)));
            for (String meter : List.of("tokens", "calls", "peak", "users", "seats", "disk")) {
                addsUp(some, meter);
            }
        });
    }

    private static void addsUp(Workbench bench, String meter) {
        Explanation explanation = explain(bench, meter, Optional.empty(), 1_000);
        Answer answer = explanation.answer();
        assertThat(answer).isEqualTo(bench.quota(ACME, meter, 0));
        explanation.basis().ifPresent(basis -> {
            assertThat(basis.segments().stream().map(SegmentUsed::used).reduce(Fraction.ZERO, Fraction::plus))
                    .as(meter)
                    .isEqualTo(answer.used());
            basis.included().stream()
                    .map(Included::total)
                    .reduce(Allowance::plus)
                    .ifPresent(sum -> assertThat(sum.included()).isEqualTo(answer.limit()));
            if (meter.equals("tokens") || meter.equals("calls")) {
                Fraction sum = explanation.events().stream()
                        .map(event -> meter.equals("calls")
                                ? Fraction.ONE
                                : event.data().number("tokens").orElseThrow())
                        .reduce(Fraction.ZERO, Fraction::plus);
                assertThat(sum.max(Fraction.ZERO)).as(meter).isEqualTo(answer.used());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByName() {
        return WrongInput.to(bench)
                .isRefused("an unknown meter", () -> explain(bench, "pages", Optional.empty(), 1), "pages", "tokens")
                .isRefused("an empty page", () -> explain(bench, "tokens", Optional.empty(), 0), "limit", "0")
                .tests();
    }
}
