package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import dev.countinghouse.app.notification.Receiver;
import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints that people read: e-mail, as the mail server would get it, and Slack. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class ChannelsTest {

    @Inject
    MockMailbox mailbox;

    @Test
    void aLetterSaysWhatHappenedAndIsTheSameLetterEachTime() {
        Shop.open();
        String key = Keys.of("channels-mail", KeyScope.BILLING);
        String id = Api.with(key)
                .body("{\"channel\": \"email\", \"target\": \"billing@acme.example\", \"types\": [\"invoice.issued\"]}")
                .post("/endpoints")
                .then()
                .statusCode(201)
                .body("secret", nullValue())
                .extract()
                .path("endpoint.id");
        Customers.subscribe("channels-mail-main", "channels-mail", "shop_basic", Instant.parse("2026-01-01T00:00:00Z"));
        Endpoints.pump(id);

        List<Mail> letters = mailbox.getMailsSentTo("billing@acme.example");
        assertThat(letters).isNotEmpty();
        Mail letter = letters.get(0);
        JsonPath invoice = Api.with(key).get("/accounts/channels-mail/invoices").jsonPath();
        String number = letter.getSubject().replaceAll("Invoice (.*):.*", "$1");
        assertThat(invoice.getList("items.number")).contains(number);
        assertThat(letter.getText())
                .startsWith("Account: channels-mail\nInvoice " + number + " was issued on ")
                .contains("\nTotal: ", "\nTo be paid: ");
        String messageId = letter.getHeaders().get("Message-ID").get(0);
        assertThat(messageId).matches("<msg_[0-9a-f]{32}\\." + id + "@localhost>");
        Api.with(key)
                .post("/endpoints/" + id + "/deliveries/" + messageId.substring(1, messageId.indexOf('.')) + "/replay")
                .then()
                .statusCode(200);
        Endpoints.pump(id);
        assertThat(mailbox.getMailsSentTo("billing@acme.example"))
                .extracting(mail -> mail.getHeaders().get("Message-ID").get(0))
                .filteredOn(messageId::equals)
                .hasSize(2);
        Api.with(key)
                .post("/endpoints/" + id + "/rotate")
                .then()
                .statusCode(422)
                .body("detail", containsString("only webhooks are signed"));
    }

    @Test
    void slackGetsATextAndNothingThatItWouldFollow() {
        Shop.open();
        String key = Keys.of("channels-<!channel>&", KeyScope.BILLING);
        try (Receiver receiver = new Receiver()) {
            String id = Api.with(key)
                    .body("{\"channel\": \"slack\", \"target\": \"" + receiver.url()
                            + "\", \"types\": [\"subscription.*\"]}")
                    .post("/endpoints")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("endpoint.id");
            Customers.subscribe(
                    "channels-slack-main", "channels-<!channel>&", "shop_basic", Instant.parse("2026-01-01T00:00:00Z"));
            Endpoints.pump(id);

            assertThat(receiver.requests()).hasSize(1);
            assertThat(receiver.requests().get(0).headers()).doesNotContainKey("webhook-signature");
            assertThat(new JsonPath(receiver.requests().get(0).body()).getString("text"))
                    .startsWith("*Subscription channels-slack-main has been started*\n"
                            + "Account: channels-&lt;!channel&gt;&amp;\n")
                    .contains("\nPlan: shop_basic, version ");
        }
    }
}
