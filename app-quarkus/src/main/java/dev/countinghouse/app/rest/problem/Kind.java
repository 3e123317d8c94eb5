package dev.countinghouse.app.rest.problem;

import java.util.Locale;

/** Every kind of problem there is. The names are part of the API. */
public enum Kind {
    INVALID_INPUT(400, "The request is not understood"),
    UNAUTHENTICATED(401, "No valid key"),
    QUOTA_EXCEEDED(402, "The plan's limit is reached"),
    NOT_IN_PLAN(402, "The plan does not include this"),
    INSUFFICIENT_CREDITS(402, "There are not enough credits"),
    FORBIDDEN(403, "The key does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not available here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is available"),
    TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "It is at odds with what is there"),
    PRECONDITION_FAILED(412, "Somebody else changed it"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    REFUSED(422, "The request is understood and cannot be done"),
    RATE_LIMITED(429, "There were too many calls in this time"),
    INTERNAL(500, "This is our fault"),
    UNAVAILABLE(503, "Not possible right now; try again");

    private final int status;
    private final String title;

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

    public String type() {
        return "urn:countinghouse:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
