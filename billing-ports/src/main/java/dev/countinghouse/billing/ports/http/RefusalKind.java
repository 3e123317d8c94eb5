package dev.countinghouse.billing.ports.http;

import java.util.Locale;

/** The kinds of problems that a request is refused with. Their names are part of the API. */
public enum RefusalKind {
    INVALID_INPUT(400, "The request is not understood"),
    QUOTA_EXCEEDED(402, "The plan's limit is reached"),
    NOT_IN_PLAN(402, "The plan does not include this"),
    PAYMENT_OVERDUE(402, "An invoice has to be paid first"),
    INSUFFICIENT_CREDITS(402, "There are not enough credits"),
    CONFLICT(409, "It is at odds with what is there"),
    RATE_LIMITED(429, "There were too many calls in this time"),
    UNAVAILABLE(503, "Not possible right now; try again");

    private final int status;
    private final String title;

    RefusalKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String type() {
        return typeOf(this);
    }

    /** The stable identifier of a kind of problem, also of those that only the service has. */
    public static String typeOf(Enum<?> kind) {
        return "urn:countinghouse:problem:"
                + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
