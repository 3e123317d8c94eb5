package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CatalogueDiff;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits of plans, from their text to what publishing another one says. */
class PlanLimitsTest {

    private static final String TEXT =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: llm, aggregation: sum, property: tokens, dimensions: [api_key]}
              spare: {unit: run, event: run, aggregation: count, dimensions: [user]}
            plans:
              pro:
                every: month
                allowances: {tokens: {included: 5, cap: none}}
                limits:
                  requests: {measure: calls, window: minute, most: 60}
                  at-once: {measure: concurrency, dimension: user, most: 5}
                  per-key: {measure: quantity, meter: tokens, dimension: api_key, window: day, most: 10000.5}
                  one-key: {meter: tokens, dimension: api_key, value: "0012", most: "1e3"}
                phases:
                  - {key: trial, trial: true, for: 14 days, limits: {requests: {measure: calls, window: minute, most: 5}}}
              basic:
                every: month
            """;

    @Test
    void whatIsLeftOutIsAQuantityOfThePeriod() {
        PlanVersion pro = read(TEXT).plan(new PlanKey("pro")).orElseThrow();
        LimitMeasure tokens = new LimitMeasure.Quantity(new MeterKey("tokens"));
        LimitMeasure calls = new LimitMeasure.Calls();
        assertThat(pro.limits())
                .containsExactly(
                        limit("at-once", new LimitMeasure.Concurrency(), part("user", ""), LimitWindow.PERIOD, "5"),
                        limit("one-key", tokens, part("api_key", "0012"), LimitWindow.PERIOD, "1000"),
                        limit("per-key", tokens, part("api_key", ""), LimitWindow.DAY, "10000.5"),
                        limit("requests", calls, Optional.empty(), LimitWindow.MINUTE, "60"));
        assertThat(pro.phases().get(0).limits())
                .containsExactly(limit("requests", calls, Optional.empty(), LimitWindow.MINUTE, "5"));
    }

    @Test
    void whatIsWrittenReadsBackEqualAndSatisfiesTheSchema() {
        Catalogue catalogue = read(TEXT);
        assertThat(CatalogueSchema.violations(TEXT)).isEmpty();
        for (String written : List.of(CatalogueWriter.yaml(catalogue), CatalogueWriter.json(catalogue))) {
            assertThat(read(written)).isEqualTo(catalogue);
            assertThat(CatalogueSchema.violations(written)).isEmpty();
        }
    }

    @Test
    void theOrderOfLimitsIsNoTerm() {
        String first = "      requests: {measure: calls, window: minute, most: 60}\n";
        String last = "      one-key: {meter: tokens, dimension: api_key, value: \"0012\", most: \"1e3\"}\n";
        String turned = TEXT.replace(first, "").replace(last, last + first);
        assertThat(read(turned)).isEqualTo(read(TEXT));
    }

    /** Publishing it alone must not be taken for nothing new. */
    @Test
    void everyFieldOfALimitShowsAndMakesANewVersion() {
        CatalogueDiff diff = CatalogueDiff.between(
                read(TEXT),
                read(TEXT.replace("most: 60", "most: 90")
                        .replace("window: minute, most: 5}", "window: minute, most: 6}")
                        .replace(
                                "  basic:\n    every: month",
                                "  basic:\n    every: month\n    limits: {new: {meter: tokens, most: 1}}")
                        .replaceAll(" +at-once.*\n", "")));
        assertThat(diff.changes())
                .extracting(Object::toString)
                .containsExactly(
                        "+ plans.basic.limits.new: {measure=quantity, meter=tokens, most=1, window=period}",
                        "- plans.pro.limits.at-once: {dimension=user, measure=concurrency, most=5}",
                        "~ plans.pro.limits.requests.most: 60 -> 90",
                        "~ plans.pro.phases.trial.limits.requests.most: 5 -> 6");
        assertThat(diff.changes()).allMatch(change -> change.concept() == CatalogueDiff.Concept.LIMIT);
        assertThat(diff.newVersions()).containsExactly(new PlanKey("basic"), new PlanKey("pro"));
        assertThat(diff.refusals()).isEmpty();
    }

    @Test
    void anIdKeepsItsMeaningAlsoWhereTheLimitHasGone() {
        String hourly = TEXT.replace("window: minute", "window: hour");
        String without = TEXT.replaceAll(" +requests:.*\n", "").replaceAll(", limits: .*}}}", "}");
        String refusal = "is another than that of pro@1, by which accounts are counted: use another id";
        assertThat(diff(TEXT, hourly).refusals())
                .containsExactly("plans.pro.limits.requests " + refusal, "plans.pro.limits.requests " + refusal);
        assertThat(diff(without, hourly).refusals()).isEmpty();
        assertThat(CatalogueDiff.between(read(without), read(TEXT).plans().values(), read(hourly))
                        .refusals())
                .hasSize(2);
    }

    @Test
    void aMeterThatIsLimitedStaysAndAddsUpAndKeepsItsDimension() {
        String limited = TEXT.replace(
                "  basic:\n    every: month",
                "  basic:\n    every: month\n    limits: {runs: {meter: spare, dimension: user, window: day, most: 1}}");
        assertThat(diff(limited, TEXT.replaceAll(" +spare:.*\n", "")).refusals())
                .containsExactly("meters.spare is removed, but [basic@1] use it");
        assertThat(diff(limited, TEXT.replace("dimensions: [user]", "dimensions: [kind]"))
                        .refusals())
                .containsExactly(
                        "meters.spare changes, but plan basic@1 limits it by 'runs', whose dimension is 'user', it must be"
                                + " one that meter spare declares: [kind]");
        assertThat(diff(limited, TEXT.replace("count, dimensions", "unique, property: user, dimensions"))
                        .refusals())
                .singleElement()
                .asString()
                .contains("is 'spare' by UNIQUE, limits are for meters that add up");
        assertThat(diff(limited, TEXT).refusals()).isEmpty();
    }

    private static CatalogueDiff diff(String published, String draft) {
        return CatalogueDiff.between(read(published), read(draft));
    }

    private static Catalogue read(String text) {
        return CatalogueReader.read("test", text).orThrow();
    }

    private static Optional<UsageLimit.Part> part(String dimension, String value) {
        return Optional.of(new UsageLimit.Part(dimension, Optional.of(value).filter(given -> !given.isEmpty())));
    }

    private static UsageLimit limit(
            String id, LimitMeasure measure, Optional<UsageLimit.Part> part, LimitWindow window, String most) {
        return new UsageLimit(new LimitId(id), measure, part, window, Fraction.parse(most));
    }
}
