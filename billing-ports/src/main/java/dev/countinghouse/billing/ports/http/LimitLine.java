package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one limit says to a call, in the words of the API: quantities are decimal digits, in units, of a budget in its
 * currency.
 *
 * @param limit empty if there is no end to it, as is {@code remaining}
 */
public record LimitLine(
        String name,
        String kind,
        String verdict,
        Optional<String> reason,
        Optional<String> limit,
        String used,
        String wanted,
        Optional<String> remaining,
        Optional<Instant> resetsAt) {

    public static LimitLine of(Standing standing) {
        return new LimitLine(
                standing.bound().value(),
                word(standing.kind()),
                standing.verdict().name(),
                standing.verdict() instanceof Verdict.Refused refused
                        ? Optional.of(word(refused.reason()))
                        : Optional.empty(),
                units(standing.limit()),
                standing.used().toDecimal(),
                standing.wanted().toDecimal(),
                units(standing.remaining()),
                standing.resetsAt());
    }

    /** As a member of a problem, without what is empty. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("kind", kind);
        members.put("verdict", verdict);
        reason.ifPresent(word -> members.put("reason", word));
        limit.ifPresent(units -> members.put("limit", units));
        members.put("used", used);
        members.put("wanted", wanted);
        remaining.ifPresent(units -> members.put("remaining", units));
        resetsAt.ifPresent(at -> members.put("resetsAt", at.toString()));
        return members;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> units(Limit limit) {
        return limit.fold(Optional::of, Optional::<Fraction>empty).map(Fraction::toDecimal);
    }
}
