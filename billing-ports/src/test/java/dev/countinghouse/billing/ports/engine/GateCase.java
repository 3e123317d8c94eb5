package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SetLimit;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** An account that calls language models. */
abstract class GateCase {

    static final String TEXT =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: llm, aggregation: sum, property: tokens, dimensions: [user, project]}
              calls: {unit: call, event: llm, aggregation: count, dimensions: [user]}
              seen: {unit: call, event: look, aggregation: count}
            plans:
              free:
                every: month
                allowances:
                  tokens: {included: 1000, cap: hard}
                  calls: {included: 100, cap: hard}
                charges:
                  base: {name: Free, fee: 0.00}
                entitlements:
                  models: [mini]
                  export: false
                upgrades: [pro]
              pro:
                every: month
                allowances:
                  tokens: {included: 5000, cap: none}
                charges:
                  base: {name: Pro, fee: 20.00}
                  tokens: {meter: tokens, per_unit: 0.01}
                entitlements:
                  models: [mini, big]
                  export: true
              narrow:
                every: month
                allowances:
                  tokens: {included: 10, cap: hard}
                charges:
                  base: {name: Narrow, fee: 0.00}
              wide:
                every: month
                allowances:
                  tokens: {included: 1000, cap: hard}
                charges:
                  base: {name: Wide, fee: 0.00}
              prepaid:
                every: month
                charges:
                  base: {name: Prepaid, fee: 0.00}
                  tokens: {meter: tokens, per_unit: 0.01, settle: credits}
            credits: {}
            """;

    static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    protected Workbench bench;

    protected abstract Storage emptyStorage();

    /** An engine that is wired in another way is the same to its callers. */
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder;
    }

    @BeforeEach
    void open() {
        bench = new Workbench(emptyStorage(), new HandClock(Instant.parse("2026-03-10T12:00:00Z")), this::wired);
        bench.engine.publishCatalogue().publish(Workbench.catalogue(TEXT));
        bench.open(ACME);
    }

    static Call call(String id, long tokens) {
        return call(id, Map.of("tokens", tokens));
    }

    static Call call(String id, Map<String, Object> data) {
        return new Call(new ReservationId(id), ACME, "llm", Workbench.data(data), new TreeMap<>());
    }

    static Call wanting(Call call, String feature, String value) {
        return new Call(
                call.id(),
                call.account(),
                call.type(),
                call.data(),
                new TreeMap<>(Map.of(new FeatureKey(feature), value)));
    }

    Outcome reserve(Call call) {
        return bench.engine.admitCalls().reserve(call, MINUTE);
    }

    Outcome reserve(String id, long tokens) {
        return reserve(call(id, tokens));
    }

    Outcome consume(String id, long tokens) {
        return bench.engine.admitCalls().consume(call(id, tokens));
    }

    static Decision decision(Outcome outcome) {
        return outcome instanceof Outcome.Admitted admitted
                ? admitted.decision()
                : ((Outcome.Refused) outcome).decision();
    }

    static void admitted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Admitted.class);
    }

    static boolean isRepeated(Outcome outcome) {
        return ((Outcome.Admitted) outcome).repeated();
    }

    static void refused(Outcome outcome, Verdict.Reason reason) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(decision(outcome).verdict()).isEqualTo(new Verdict.Refused(reason));
    }

    static Standing standing(Outcome outcome, Bound.Kind kind) {
        return decision(outcome).standings().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    Reservation capture(String id, long tokens) {
        return capture(id, Map.of("tokens", tokens));
    }

    Reservation capture(String id, Map<String, Object> data) {
        SettleCalls.Outcome outcome =
                bench.engine.settleCalls().capture(ACME, new ReservationId(id), Optional.of(Workbench.data(data)));
        assertThat(outcome).isInstanceOf(SettleCalls.Outcome.Done.class);
        return ((SettleCalls.Outcome.Done) outcome).reservation();
    }

    SettleCalls.Outcome release(String id) {
        return bench.engine.settleCalls().release(ACME, new ReservationId(id));
    }

    String used(String meter) {
        return bench.used(ACME, meter, MARCH).toString();
    }

    /** Of the tokens that the plan includes. */
    String outstanding() {
        return bench.storage
                .transactions()
                .inTransaction(
                        Scope.of(ACME), () -> bench.storage.reservations().lock(ACME, Set.of(), bench.clock.instant()))
                .outstanding()
                .getOrDefault(BoundKey.of(new MeterKey("tokens")), Fraction.ZERO)
                .toString();
    }

    void limit(String id, LimitMeasure measure, Optional<UsageLimit.Part> part, LimitWindow window, long most) {
        assertThat(bench.engine
                        .setLimit()
                        .set(ACME, new UsageLimit(new LimitId(id), measure, part, window, Fraction.of(most))))
                .isInstanceOf(SetLimit.Outcome.Done.class);
    }

    static Optional<UsageLimit.Part> each(String dimension) {
        return Optional.of(new UsageLimit.Part(dimension, Optional.empty()));
    }

    static Optional<UsageLimit.Part> only(String dimension, String value) {
        return Optional.of(new UsageLimit.Part(dimension, Optional.of(value)));
    }

    static LimitMeasure tokens() {
        return new LimitMeasure.Quantity(new MeterKey("tokens"));
    }
}
