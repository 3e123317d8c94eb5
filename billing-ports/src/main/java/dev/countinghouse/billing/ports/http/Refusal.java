package dev.countinghouse.billing.ports.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.quota.Verdict.Reason;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is not served, as RFC 9457 problem details: why, what each limit says, when it is worth to ask again, and
 * what would help.
 *
 * @param members beside those that every problem has: texts, lists and maps of them
 * @param headers beside the media type
 */
public record Refusal(RefusalKind kind, String detail, Map<String, Object> members, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Refusal of(RefusalKind kind, String detail) {
        return new Refusal(kind, detail, Map.of(), Map.of());
    }

    /** Waiting a little may help. */
    static Refusal forNow(RefusalKind kind, String detail) {
        return new Refusal(kind, detail, Map.of(), Map.of(LimitHeaders.RETRY_AFTER, LimitHeaders.SOON));
    }

    /** @param decision that refuses a call of the account */
    public static Refusal of(AccountId account, Decision decision, Instant now) {
        Reason reason = ((Verdict.Refused) decision.verdict()).reason();
        Optional<Standing> refusing = refusing(decision);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", LimitLine.word(reason));
        members.put(
                "limits",
                decision.standings().stream()
                        .map(standing -> LimitLine.of(standing).members())
                        .toList());
        decision.price().ifPresent(price -> {
            Map<String, Object> amount = new LinkedHashMap<>();
            amount.put("amount", price.value().toDecimal());
            amount.put("currency", price.currency().getCurrencyCode());
            members.put("price", amount);
        });
        decision.retryAt().ifPresent(at -> members.put("retryAt", at.toString()));
        members.put("upgrades", decision.upgrades().stream().map(PlanKey::value).toList());
        String why = why(reason, refusing);
        if (reason == Reason.INSUFFICIENT_CREDITS && refusing.isPresent()) {
            Credits wanted = credits(refusing.get(), refusing.get().wanted());
            Credits available = credits(refusing.get(), limit(refusing.get()));
            members.put("wanted", member(wanted));
            members.put("available", member(available));
            why = shortage(wanted, available);
        }
        return new Refusal(kind(reason), "account '" + account + "' " + why, members, LimitHeaders.of(decision, now));
    }

    /** The limit that a refusal is told for, where it is one. */
    public static Optional<Standing> refusing(Decision decision) {
        return decision.standings().stream()
                .filter(standing -> standing.verdict().equals(decision.verdict()))
                .findFirst();
    }

    /** What goes on behind the name of an account that has too little. */
    public static String shortage(Credits wanted, Credits available) {
        return "has " + available + " for this, and " + wanted + " are wanted";
    }

    private static RefusalKind kind(Reason reason) {
        return switch (reason) {
            case HARD_CAP, GRACE_OVER, BUDGET_EXHAUSTED, LIMIT_REACHED -> RefusalKind.QUOTA_EXCEEDED;
            case NOT_INCLUDED, NO_ACTIVE_SUBSCRIPTION, NOT_ENTITLED -> RefusalKind.NOT_IN_PLAN;
            case PAYMENT_OVERDUE -> RefusalKind.PAYMENT_OVERDUE;
            case INSUFFICIENT_CREDITS -> RefusalKind.INSUFFICIENT_CREDITS;
            case RATE_LIMITED, TOO_MANY_AT_ONCE -> RefusalKind.RATE_LIMITED;
            case UNAVAILABLE -> RefusalKind.UNAVAILABLE;
        };
    }

    private static String why(Reason reason, Optional<Standing> refusing) {
        return switch (reason) {
            case HARD_CAP, BUDGET_EXHAUSTED, LIMIT_REACHED, RATE_LIMITED -> counts(refusing);
            case GRACE_OVER -> counts(refusing) + ", and the time in which that is let pass is over";
            case TOO_MANY_AT_ONCE -> counts(refusing) + " at the same time";
            case NOT_INCLUDED -> "is on a plan that does not include what this call uses";
            case NO_ACTIVE_SUBSCRIPTION -> "has no subscription that is running";
            case PAYMENT_OVERDUE -> "is restricted until its invoices are paid";
            case NOT_ENTITLED -> "is on a plan that gives no right to a feature that this call needs";
            case INSUFFICIENT_CREDITS -> "has too few credits for this call";
            case UNAVAILABLE -> "cannot be asked about at the moment, and its terms say that no call runs then";
        };
    }

    private static String counts(Optional<Standing> refusing) {
        return refusing.map(standing -> "has used " + standing.used().toDecimal() + " of "
                        + limit(standing).toDecimal() + " of " + standing.bound() + ", and this call wants "
                        + standing.wanted().toDecimal())
                .orElse("has reached a limit");
    }

    private static Fraction limit(Standing standing) {
        return standing.limit() instanceof Limit.Units units ? units.quantity() : Fraction.ZERO;
    }

    private static Credits credits(Standing standing, Fraction amount) {
        String unit = standing.bound().value().substring("credits/".length());
        return new Credits(amount.round(Credits.SCALE, RoundingMode.HALF_UP), new CreditUnit(unit));
    }

    private static Map<String, Object> member(Credits credits) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("amount", credits.toDecimal());
        member.put("unit", credits.unit().code());
        return member;
    }

    public int status() {
        return kind.status();
    }

    /** With one more member, such as where to buy more. */
    public Refusal with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Refusal(kind, detail, more, headers);
    }

    /** The body of the answer, of {@link #MEDIA_TYPE}. */
    public String json() {
        ObjectNode problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", kind.type())
                .put("title", kind.title())
                .put("status", status())
                .put("detail", detail);
        members.forEach((name, value) -> problem.set(name, node(value)));
        return problem.toString();
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.forEach((name, member) -> object.set(String.valueOf(name), node(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        return JsonNodeFactory.instance.textNode(value.toString());
    }
}
