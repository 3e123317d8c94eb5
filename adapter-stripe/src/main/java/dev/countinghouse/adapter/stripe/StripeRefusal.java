package dev.countinghouse.adapter.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stripe has understood and will not. Its own exceptions stay behind: they quote what was sent, and what a proxy made of it.
 */
final class StripeRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Under the same key something else was asked for before. */
    static final String OTHER_REQUEST = "idempotency_error";

    /** A meter event under the same identifier was counted before. */
    static final String KNOWN_EVENT = "duplicate_meter_event";

    private final int status;
    private final String type;
    private final String code;
    private final String param;
    private final String text;
    private final boolean knownEvent;

    private StripeRefusal(
            int status, String type, String code, String param, String text, boolean knownEvent, String request) {
        super("Stripe answered " + status + " " + type + " " + code + (param.isEmpty() ? "" : " about " + param)
                + " (request " + request + ")");
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.text = text;
        this.knownEvent = knownEvent;
    }

    static StripeRefusal of(StripeException failure) {
        Optional<StripeError> error = Optional.ofNullable(failure.getStripeError());
        String type = error.map(StripeError::getType).orElse("");
        return new StripeRefusal(
                Objects.requireNonNullElse(failure.getStatusCode(), 0),
                word(type),
                word(error.map(StripeError::getCode).orElse(failure.getCode())),
                word(error.map(StripeError::getParam).orElse("")),
                // what is meant for the cardholder; all other texts are for programmers and repeat parameters
                "card_error".equals(type) ? error.map(StripeError::getMessage).orElse("") : "",
                error.filter(StripeRefusal::isAboutKnownEvent).isPresent(),
                word(failure.getRequestId()));
    }

    /** The code is newer than the text, and not always there. */
    private static boolean isAboutKnownEvent(StripeError error) {
        return KNOWN_EVENT.equals(error.getCode())
                || String.valueOf(error.getMessage()).startsWith("An event already exists with identifier");
    }

    /** Such as Stripe's codes and ids are; nothing else is repeated. */
    static String word(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9_\\[\\].-]{1,100}") ? text : "";
    }

    boolean isMissing() {
        return status == 404 || code.equals("resource_missing");
    }

    boolean isOtherRequest() {
        return type.equals(OTHER_REQUEST);
    }

    /** A meter event under the same identifier was counted before. */
    boolean isKnownEvent() {
        return knownEvent;
    }

    /** Nothing is wrong with what was asked for: it is the key that may not. */
    boolean isForbidden() {
        return status == 403;
    }

    boolean isAbout(String parameter) {
        return param.equals(parameter);
    }

    String code() {
        return code;
    }

    /** For the cardholder; empty if it is about no card. */
    String text() {
        return text;
    }
}
