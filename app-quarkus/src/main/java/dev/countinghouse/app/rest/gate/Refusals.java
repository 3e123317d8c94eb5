package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.quota.Verdict.Reason;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import dev.countinghouse.billing.ports.http.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call that is refused, as everywhere, and with the call of this API that would help. */
final class Refusals {

    private Refusals() {}

    static ProblemException of(AccountId account, Decision decision, Instant now) {
        Refusal refusal = Refusal.of(account, decision, now);
        Map<String, Object> members = new LinkedHashMap<>(refusal.members());
        Reason reason = ((Verdict.Refused) decision.verdict()).reason();
        if (reason == Reason.INSUFFICIENT_CREDITS) {
            members.put("buy", ProblemException.buying(account));
        }
        remedy(account, reason, Refusal.refusing(decision)).ifPresent(call -> members.put("remedy", call));
        return ProblemException.of(Kind.of(refusal.kind()), refusal.detail()).with(members, refusal.headers());
    }

    /** The call that changes what refuses. */
    private static Optional<String> remedy(AccountId account, Reason reason, Optional<Standing> refusing) {
        String own = "PUT /api/v1/accounts/" + account + "/";
        return switch (reason) {
            case HARD_CAP, GRACE_OVER, NOT_INCLUDED, NOT_ENTITLED ->
                Optional.of("POST /api/v1/subscriptions/{id}/changes");
            case NO_ACTIVE_SUBSCRIPTION -> Optional.of("POST /api/v1/subscriptions");
            case PAYMENT_OVERDUE -> Optional.of("POST /api/v1/invoices/{number}/payment");
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
