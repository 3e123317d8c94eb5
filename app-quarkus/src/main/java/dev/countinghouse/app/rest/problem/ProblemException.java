package dev.countinghouse.app.rest.problem;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.ports.http.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Kind kind, String detail, List<Problem.FieldError> errors) {
        this(kind, detail, errors, null);
    }

    private ProblemException(
            Kind kind, String detail, List<Problem.FieldError> errors, Problem.@Nullable Shortage shortage) {
        this(new Problem(kind.type(), kind.title(), kind.status(), detail, errors, shortage, Map.of()), Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    public static ProblemException of(Kind kind, String detail) {
        return new ProblemException(kind, detail, List.of());
    }

    /** A field that is wrong: {@code message} names the value and what would be right. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Problem.FieldError(field, message)));
    }

    public static ProblemException invalid(List<Problem.FieldError> errors) {
        Problem.FieldError first = errors.get(0);
        String detail = (first.field().isEmpty() ? "" : first.field() + ": ") + first.message();
        return new ProblemException(Kind.INVALID_INPUT, detail, errors);
    }

    public static ProblemException notFound(String what) {
        return of(Kind.NOT_FOUND, "there is no " + what);
    }

    public static ProblemException forbidden(String detail) {
        return of(Kind.FORBIDDEN, detail);
    }

    /** Understood, and refused by a rule of the engine. */
    public static ProblemException refused(String reason) {
        return of(Kind.REFUSED, reason);
    }

    /**
     * Understood, and refused by a rule of the engine for what a field says.
     *
     * @param field empty if it is none
     * @param reason a sentence, or one that goes on behind the field: {@code is 9.99 USD, it must be …}
     */
    public static ProblemException refused(String field, String reason) {
        return field.isEmpty()
                ? refused(reason)
                : new ProblemException(
                        Kind.REFUSED,
                        reason.startsWith("is ") ? field + " " + reason : reason,
                        List.of(new Problem.FieldError(field, reason)));
    }

    /** Wrong in a field, or, where that is empty, refused by a rule of the engine. */
    public static ProblemException rejected(String field, String reason) {
        return field.isEmpty() ? refused(reason) : invalid(field, reason);
    }

    /** Refused for each of these reasons. */
    public static ProblemException refused(List<String> reasons) {
        return new ProblemException(
                Kind.REFUSED,
                String.join("; ", reasons),
                reasons.stream()
                        .map(reason -> new Problem.FieldError("", reason))
                        .toList());
    }

    /** What was asked for costs more credits than there are; nothing was taken. */
    public static ProblemException insufficientCredits(AccountId account, Credits wanted, Credits available) {
        return new ProblemException(
                Kind.INSUFFICIENT_CREDITS,
                "account '" + account + "' " + Refusal.shortage(wanted, available),
                List.of(),
                shortage(account, wanted, available));
    }

    private static Problem.Shortage shortage(AccountId account, Credits wanted, Credits available) {
        return new Problem.Shortage(
                new Problem.Credits(wanted.toDecimal(), wanted.unit().code()),
                new Problem.Credits(available.toDecimal(), available.unit().code()),
                buying(account));
    }

    /** The call that gets more credits. */
    public static String buying(AccountId account) {
        return "PUT /api/v1/accounts/" + account + "/purchases/{id}";
    }

    /** The same problem, which says more in its body and in headers of its answer. */
    public ProblemException with(Map<String, Object> members, Map<String, String> headers) {
        return new ProblemException(problem.with(members), headers);
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Problem problem() {
        return problem;
    }
}
