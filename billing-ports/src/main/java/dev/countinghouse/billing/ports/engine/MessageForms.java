package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driven.Mail;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a delivery looks like on each channel. */
final class MessageForms {

    private MessageForms() {}

    /** The same bytes each time, so that whoever keeps messages sees the same one. */
    static String webhook(Delivery delivery) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", delivery.type())
                .put("timestamp", delivery.occurredAt().toString())
                .set("data", Wording.parsed(delivery.payload()))
                .toString();
    }

    static SortedMap<String, String> headers(
            Endpoint endpoint, Delivery delivery, String body, Keyring keyring, Instant now) {
        List<SigningSecret> secrets = endpoint.liveSecrets(now).stream()
                .map(secret -> SigningSecret.parse(
                        keyring.open(secret.sealed(), endpoint.id().value())))
                .toList();
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", delivery.message().value());
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        headers.put("webhook-signature", SigningSecret.header(secrets, delivery.message(), now, body));
        return headers;
    }

    /** Slack gives three characters a meaning: a name of somebody's must not become a link or call everybody. */
    static String slack(Delivery delivery) {
        Wording wording = Wording.of(delivery);
        String text = ("*" + wording.subject() + "*\n" + accountLine(delivery.account()) + wording.text())
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return JsonNodeFactory.instance.objectNode().put("text", text).toString();
    }

    static Mail.Letter letter(Endpoint endpoint, Delivery delivery) {
        Wording wording = Wording.of(delivery);
        return new Mail.Letter(
                delivery.message() + "." + endpoint.id(),
                endpoint.target(),
                wording.subject(),
                accountLine(delivery.account()) + wording.text());
    }

    private static String accountLine(AccountId account) {
        return "Account: " + account + "\n";
    }
}
