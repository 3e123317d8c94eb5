package dev.countinghouse.app.rest.problem;

import jakarta.ws.rs.WebApplicationException;

/** The problems that the HTTP layer finds by itself. */
final class HttpStatus {

    private HttpStatus() {}

    static Kind kind(int status) {
        for (Kind kind : Kind.values()) {
            if (kind.status() == status) {
                return kind;
            }
        }
        return status >= 500 ? Kind.INTERNAL : Kind.INVALID_INPUT;
    }

    static String detail(WebApplicationException exception) {
        return switch (kind(exception.getResponse().getStatus())) {
            case NOT_FOUND -> "there is no such resource, or a parameter of the address is malformed";
            case METHOD_NOT_ALLOWED -> "the header Allow lists the methods there are";
            case UNSUPPORTED_MEDIA_TYPE -> "the body must be of a media type that the API description names";
            case NOT_ACCEPTABLE -> "the header Accept must allow a media type that the API description names";
            default -> String.valueOf(exception.getMessage());
        };
    }
}
