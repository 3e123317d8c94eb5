package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a decision leaves, as draft-ietf-httpapi-ratelimit-headers has it, and when to come again. */
public final class LimitHeaders {

    /** The longest integer of a structured field, RFC 9651. */
    private static final BigInteger LARGEST = BigInteger.TEN.pow(15).subtract(BigInteger.ONE);

    /** Proxies have little room for headers: what refuses comes first, and the body has all. */
    private static final int MOST = 10;

    static final String RETRY_AFTER = "Retry-After";
    static final String SOON = "1";

    private LimitHeaders() {}

    public static Map<String, String> of(Decision decision, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<Standing> finite = decision.standings().stream()
                .filter(standing -> standing.limit() instanceof Limit.Units)
                .sorted(Comparator.comparing(Standing::admits))
                .limit(MOST)
                .toList();
        if (!finite.isEmpty()) {
            headers.put("RateLimit-Policy", each(finite, standing -> ";q=" + whole(standing.limit())));
            headers.put(
                    "RateLimit",
                    each(
                            finite,
                            standing -> ";r=" + whole(standing.remaining())
                                    + standing.resetsAt()
                                            .map(at -> ";t=" + seconds(now, at))
                                            .orElse("")));
        }
        if (decision.verdict() instanceof Verdict.Refused refused) {
            decision.retryAt()
                    .map(at -> String.valueOf(seconds(now, at)))
                    .or(() -> refused.reason().passesByItself() ? Optional.of(SOON) : Optional.empty())
                    .ifPresent(seconds -> headers.put(RETRY_AFTER, seconds));
        }
        return headers;
    }

    private static String each(List<Standing> standings, Function<Standing, String> parameters) {
        return standings.stream()
                .map(standing -> '"' + policy(standing) + '"' + parameters.apply(standing))
                .collect(Collectors.joining(", "));
    }

    /** The bound's name without the value that it is for: that may be anything, and a call has one of each. */
    private static String policy(Standing standing) {
        String name = standing.bound().value();
        int kind = name.indexOf('/');
        int part = name.indexOf('/', kind + 1);
        return part < 0 ? name : name.substring(0, part);
    }

    /** Rounded down: what is left of a unit is not one. */
    private static BigInteger whole(Limit limit) {
        return limit instanceof Limit.Units units
                ? units.quantity().round(RoundingMode.FLOOR).min(LARGEST)
                : LARGEST;
    }

    private static long seconds(Instant now, Instant at) {
        return Math.max(0, Duration.between(now, at).plusNanos(999_999_999).toSeconds());
    }
}
