package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.GuardCalls.Guarded;
import dev.countinghouse.billing.ports.driving.GuardCalls.RefusedException;
import dev.countinghouse.billing.ports.driving.WeighModelCalls.Expected;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: calls that are decided before they run and recorded after. */
class GateSnippetsTest {

    private final Shop shop = new Shop();
    private final BillingEngine billing = shop.billing;
    private final AccountId acme = shop.acme;

    @Test
    void aStreamIsRecordedAsFarAsItWent() {
        List<String> stream = List.of("Yes", ", ", "of course");

        // snippet: guard
        // ten calls a minute for each user
        billing.setLimit()
                .set(
                        acme,
                        new UsageLimit(
                                new LimitId("per-user"),
                                new LimitMeasure.Calls(),
                                Optional.of(new UsageLimit.Part("user", Optional.empty())),
                                LimitWindow.MINUTE,
                                Fraction.of(10)));

        Call call = billing.weighModelCalls()
                .before(
                        new ReservationId("call-4711"), // sent again it is the same call
                        acme,
                        new Expected("openai", "gpt-4o-mini", 1_200, 800, new TreeMap<>(Map.of("user", "ann"))),
                        new TreeMap<>(), // features that it needs
                        shop.now());
        // throws RefusedException, which says why, what remains and what would help
        try (Guarded running = billing.guardCalls().open(call, Duration.ofMinutes(2))) {
            for (String chunk : stream) {
                running.count("usage.output_tokens", 1); // what was counted when the block ends is recorded
            }
        }
        // end

        assertThat(shop.billing
                        .evaluateQuota()
                        .evaluate(acme, new MeterKey("output_tokens"), Fraction.ZERO)
                        .used())
                .isEqualTo(Fraction.of(3));
        for (int i = 0; i < 9; i++) {
            open("call-" + i).close();
        }
        assertThatThrownBy(() -> open("call-10")).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(
                        refused.decision().verdict())
                .isEqualTo(new Verdict.Refused(Verdict.Reason.RATE_LIMITED)));
    }

    private Guarded open(String id) {
        Call call = billing.weighModelCalls()
                .before(
                        new ReservationId(id),
                        acme,
                        new Expected("openai", "gpt-4o-mini", 10, 10, new TreeMap<>(Map.of("user", "ann"))),
                        new TreeMap<>(),
                        shop.now());
        return billing.guardCalls().open(call, Duration.ofMinutes(2));
    }
}
