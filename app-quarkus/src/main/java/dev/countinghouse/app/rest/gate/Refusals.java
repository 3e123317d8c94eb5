package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
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
import java.util.Map;
import java.util.Optional;

/** A call that is refused, as a problem: why, what each limit says, when it is worth to ask again, and what would help. */
final class Refusals {

    static final String LIMITS = "limits";

    private Refusals() {}

    static ProblemException of(AccountId account, Decision decision, Instant now) {
        Reason reason = ((Verdict.Refused) decision.verdict()).reason();
        Optional<Standing> refusing = decision.standings().stream()
                .filter(standing -> standing.verdict().equals(decision.verdict()))
                .findFirst();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", Fields.word(reason));
        members.put(LIMITS, decision.standings().stream().map(StandingBody::of).toList());
        decision.price().ifPresent(price -> members.put("price", MoneyBody.of(price)));
        decision.retryAt().ifPresent(at -> members.put("retryAt", at));
        members.put("upgrades", decision.upgrades().stream().map(PlanKey::value).toList());
        remedy(account, reason, refusing).ifPresent(call -> members.put("remedy", call));
        return problem(account, reason, refusing).with(members, RateHeaders.of(decision, now));
    }

    private static ProblemException problem(AccountId account, Reason reason, Optional<Standing> refusing) {
        if (reason == Reason.INSUFFICIENT_CREDITS && refusing.isPresent()) {
            Standing credits = refusing.get();
            return ProblemException.insufficientCredits(
                    account, credits(credits, credits.wanted()), credits(credits, limit(credits)));
        }
        return ProblemException.of(kind(reason), "account '" + account + "' " + why(reason, refusing));
    }

    private static Kind kind(Reason reason) {
        return switch (reason) {
            case HARD_CAP, GRACE_OVER, BUDGET_EXHAUSTED, LIMIT_REACHED -> Kind.QUOTA_EXCEEDED;
            case NOT_INCLUDED, NO_ACTIVE_SUBSCRIPTION, NOT_ENTITLED -> Kind.NOT_IN_PLAN;
            case INSUFFICIENT_CREDITS -> Kind.INSUFFICIENT_CREDITS;
            case RATE_LIMITED, TOO_MANY_AT_ONCE -> Kind.RATE_LIMITED;
            case UNAVAILABLE -> Kind.UNAVAILABLE;
        };
    }

    private static String why(Reason reason, Optional<Standing> refusing) {
        return switch (reason) {
            case HARD_CAP, BUDGET_EXHAUSTED, LIMIT_REACHED, RATE_LIMITED -> counts(refusing);
            case GRACE_OVER -> counts(refusing) + ", and the time in which that is let pass is over";
            case TOO_MANY_AT_ONCE -> counts(refusing) + " at the same time";
            case NOT_INCLUDED -> "is on a plan that does not include what this call uses";
            case NO_ACTIVE_SUBSCRIPTION -> "has no subscription that is running";
            case NOT_ENTITLED -> "is on a plan that gives no right to a feature that this call needs";
            case INSUFFICIENT_CREDITS -> "has too few credits for this call";
            case UNAVAILABLE -> "cannot be asked about at the moment, and its terms say that no call runs then";
        };
    }

    private static String counts(Optional<Standing> refusing) {
        return refusing.map(standing -> "has used " + Decimals.text(standing.used()) + " of "
                        + Decimals.text(limit(standing)) + " of " + standing.bound() + ", and this call wants "
                        + Decimals.text(standing.wanted()))
                .orElse("has reached a limit");
    }

    private static Fraction limit(Standing standing) {
        return standing.limit() instanceof Limit.Units units ? units.quantity() : Fraction.ZERO;
    }

    private static Credits credits(Standing standing, Fraction amount) {
        String unit = standing.bound().value().substring("credits/".length());
        return new Credits(amount.round(Credits.SCALE, RoundingMode.HALF_UP), new CreditUnit(unit));
    }

    /** The call that changes what refuses; buying credits is told where they are missing. */
    private static Optional<String> remedy(AccountId account, Reason reason, Optional<Standing> refusing) {
        String own = "PUT /api/v1/accounts/" + account + "/";
        return switch (reason) {
            case HARD_CAP, GRACE_OVER, NOT_INCLUDED, NOT_ENTITLED ->
                Optional.of("POST /api/v1/subscriptions/{id}/changes");
            case NO_ACTIVE_SUBSCRIPTION -> Optional.of("POST /api/v1/subscriptions");
            case BUDGET_EXHAUSTED -> refusing.map(budget -> own + "budgets/" + id(budget));
            case LIMIT_REACHED, RATE_LIMITED, TOO_MANY_AT_ONCE -> refusing.map(limit -> own + "limits/" + id(limit));
            case INSUFFICIENT_CREDITS, UNAVAILABLE -> Optional.empty();
        };
    }

    /** The bound's second part: a third is a value of a dimension. */
    private static String id(Standing standing) {
        return standing.bound().value().split("/", -1)[1];
    }
}
