package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.account.AccountId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A page where a customer changes what he pays by and who he is; for an hour, because its address may be seen by others. */
record StandInPortal(AccountId account, URI returnTo, Instant createdAt) {

    static final String PAGE = "portal/";

    private static final Duration LASTS = Duration.ofHours(1);

    boolean isOpenAt(Instant now) {
        return now.isBefore(createdAt.plus(LASTS));
    }

    String text() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("account", account.value())
                .put("returnTo", returnTo.toString())
                .put("createdAt", createdAt.toString())
                .toString();
    }

    static StandInPortal read(String text) {
        JsonNode page = PaymentText.parsed(text);
        return new StandInPortal(
                new AccountId(page.path("account").textValue()),
                URI.create(page.path("returnTo").textValue()),
                Instant.parse(page.path("createdAt").textValue()));
    }
}
