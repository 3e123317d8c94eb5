package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the description would find a mistake. */
class StripeApiTest {

    private static final String INTENT =
            "amount=500&currency=usd&customer=cus_1&automatic_payment_methods[enabled]=true"
                    + "&metadata[a]=b&expand[0]=latest_charge";

    private static List<String> complaints(String method, String path, String query, String body) {
        return StripeApi.description().complaints(method, path, query, body);
    }

    @Test
    void itIsOfTheVersionThatTheClientSpeaks() {
        assertThat(Stripe.API_VERSION).isEqualTo(StripeApi.VERSION);
    }

    @Test
    void whatIsRightIsNotComplainedAbout() {
        assertThat(complaints("POST", "/v1/payment_intents", "", INTENT)).isEmpty();
        assertThat(complaints(
                        "POST",
                        "/v2/billing/meter_event_stream",
                        "",
                        "{\"events\": [{\"event_name\": \"a\", \"payload\": {\"value\": \"5\"}}]}"))
                .isEmpty();
        assertThat(complaints("GET", "/v1/payment_intents", "customer=cus_1&limit=100", ""))
                .isEmpty();
        assertThat(complaints("GET", "/v1/customers/search", "query=x&limit=100", ""))
                .isEmpty();
        assertThat(complaints("GET", "/v1/customers/cus_1", "expand[0]=invoice_settings.default_payment_method", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/payment_intents, '', amount=500",
        "POST, /v1/payment_intents, '', amount=five&currency=usd",
        "POST, /v1/payment_intents, '', amount=500&currency=usd&amont=5",
        "POST, /v1/payment_intents, '', amount=500&amount=600&currency=usd",
        "POST, /v1/payment_intents, '', amount=500&currency=usd&automatic_payment_methods[on]=true",
        "POST, /v1/payment_intents, '', amount=500&currency=usd&automatic_payment_methods[enabled]=yes",
        "POST, /v1/payment_intents, '', amount=500&currency=usd&expand=latest_charge",
        "POST, /v1/payment_intents, limit=5, amount=500&currency=usd",
        "POST, /v1/payment_intents/pi_1/cancel, '', cancellation_reason=boredom",
        "GET, /v1/payment_intents, client=cus_1, ''",
        "GET, /v1/payment_intents, customer=cus_1, limit=5",
        "GET, /v1/customers/search, limit=5, ''",
        "DELETE, /v1/payment_intents/pi_1, '', ''",
        "POST, /v1/usage_records, '', quantity=5",
        "POST, /v2/billing/meter_event_stream, '', events[0][event_name]=a",
        "POST, /v2/billing/meter_event_stream, '', {}",
        "POST, /v2/billing/meter_event_stream, '', '{\"events\": [{\"event_name\": \"a\", \"payload\": {\"value\": 5}}]}'",
    })
    void whatIsWrongIs(String method, String path, String query, String body) {
        assertThat(complaints(method, path, query, body)).isNotEmpty();
    }
}
