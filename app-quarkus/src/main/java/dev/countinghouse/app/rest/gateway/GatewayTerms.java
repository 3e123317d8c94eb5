package dev.countinghouse.app.rest.gateway;

import dev.countinghouse.app.rest.gate.CallBody;
import dev.countinghouse.app.rest.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the configuration of a gateway says of a call, by names in lower case: those of headers have no case. */
record GatewayTerms(Map<String, String> said) {

    static final String PREFIX = "x-billing-";
    static final String ID = "X-Request-Id";
    static final String ACCOUNT = "X-Billing-Account";
    static final String ACTION = "X-Billing-Action";
    static final String METER = "X-Billing-Meter";
    static final String QUANTITY = "X-Billing-Quantity";
    static final String LASTS = "X-Billing-Lasts";
    static final String DIMENSION = "X-Billing-Dimension-";
    static final String FEATURE = "X-Billing-Feature-";

    static GatewayTerms of(HttpHeaders headers) {
        Map<String, String> said = new TreeMap<>();
        headers.getRequestHeaders()
                .keySet()
                .forEach(name -> said.put(name.toLowerCase(Locale.ROOT), headers.getHeaderString(name)));
        return new GatewayTerms(said);
    }

    Optional<String> account() {
        return Optional.ofNullable(text(ACCOUNT));
    }

    /** What is done where nothing is said: a gateway that forgets to say must not let everything pass uncounted. */
    String action() {
        String action = text(ACTION);
        return action == null ? "consume" : action;
    }

    CallBody toCall() {
        if (text(METER) == null) {
            throw ProblemException.invalid(
                    METER, "is missing: the gateway's configuration says what a call counts for");
        }
        return new CallBody(
                text(ID), null, null, text(METER), text(QUANTITY), named(DIMENSION), null, named(FEATURE), text(LASTS));
    }

    private @Nullable String text(String name) {
        String value = said.get(name.toLowerCase(Locale.ROOT));
        return value == null || value.isBlank() ? null : value.strip();
    }

    private Map<String, @Nullable String> named(String prefix) {
        String start = prefix.toLowerCase(Locale.ROOT);
        Map<String, @Nullable String> named = new TreeMap<>();
        for (String name : said.keySet()) {
            if (name.startsWith(start) && text(name) != null) {
                named.put(name.substring(start.length()), text(name));
            }
        }
        return named;
    }
}
