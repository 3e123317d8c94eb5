package dev.countinghouse.app.rest.problem;

import dev.countinghouse.billing.ports.http.RefusalKind;

/** Every kind of problem there is. The names are part of the API. */
public enum Kind {
    INVALID_INPUT(RefusalKind.INVALID_INPUT),
    UNAUTHENTICATED(401, "No valid key"),
    QUOTA_EXCEEDED(RefusalKind.QUOTA_EXCEEDED),
    NOT_IN_PLAN(RefusalKind.NOT_IN_PLAN),
    PAYMENT_OVERDUE(RefusalKind.PAYMENT_OVERDUE),
    INSUFFICIENT_CREDITS(RefusalKind.INSUFFICIENT_CREDITS),
    FORBIDDEN(403, "The key does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not available here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is available"),
    TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(RefusalKind.CONFLICT),
    PRECONDITION_FAILED(412, "Somebody else changed it"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    REFUSED(422, "The request is understood and cannot be done"),
    RATE_LIMITED(RefusalKind.RATE_LIMITED),
    INTERNAL(500, "This is our fault"),
    UNAVAILABLE(RefusalKind.UNAVAILABLE);

    private final int status;
    private final String title;

    /** One that a call is refused with wherever it is asked about. */
    Kind(RefusalKind refusal) {
        this(refusal.status(), refusal.title());
    }

    Kind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public static Kind of(RefusalKind refusal) {
        return valueOf(refusal.name());
    }

    public String type() {
        return RefusalKind.typeOf(this);
    }
}
