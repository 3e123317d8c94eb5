package dev.countinghouse.app.rest.problem;

import java.util.List;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Kind kind, String detail, List<Problem.FieldError> errors) {
        super(detail);
        this.problem = new Problem(kind.type(), kind.title(), kind.status(), detail, errors);
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

    /** Refused for each of these reasons. */
    public static ProblemException refused(List<String> reasons) {
        return new ProblemException(
                Kind.REFUSED,
                String.join("; ", reasons),
                reasons.stream()
                        .map(reason -> new Problem.FieldError("", reason))
                        .toList());
    }

    public Problem problem() {
        return problem;
    }
}
