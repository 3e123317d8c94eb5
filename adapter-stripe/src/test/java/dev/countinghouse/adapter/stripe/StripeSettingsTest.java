package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.stripe.Stripe;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSettingsTest {

    private static final List<String> WEBHOOK = List.of("whsec_abc");

    private static StripeSettings settings(String key, List<String> webhookSecrets) {
        return StripeSettings.of(key, webhookSecrets, Fakes.RETURN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "pk_test_abc", "sk_test_", "sk_test_a b", "sk_prod_abc", "whsec_abc"})
    void whatIsNoSecretKeyIsRefusedAndNotRepeated(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(key, WEBHOOK))
                .withMessageContaining("sk_test_")
                .satisfies(refusal -> assertThat(refusal.getMessage().replace("sk_test_,", ""))
                        .doesNotContain(key.isEmpty() || key.equals("secret") ? "nothing" : key + "'"));
    }

    @Test
    void withoutAWebhookSecretAnybodyCouldSendNotices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("sk_test_abc", List.of()))
                .withMessageContaining("webhook secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("sk_test_abc", List.of("whsec_abc", "hidden")))
                .withMessageContaining("whsec_")
                .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("hidden"));
    }

    @Test
    void testKeysAreTold() {
        assertThat(settings("sk_test_abc", WEBHOOK).isTest()).isTrue();
        assertThat(settings("rk_test_abc", WEBHOOK).isTest()).isTrue();
        assertThat(settings("sk_live_abc", WEBHOOK).isTest()).isFalse();
    }

    @Test
    void nothingThatMayBeLoggedHoldsASecret() {
        StripeSettings settings = settings("sk_live_SecretThatNobodyMaySee", List.of("whsec_SecretThatNobodyMaySee"));
        StripeConnection connection = new StripeConnection(settings);
        StripePaymentGateway gateway =
                new StripePaymentGateway(connection, settings, InMemoryStorage.empty(), InstantSource.system());

        assertThat(List.of(settings, connection, gateway).toString()).doesNotContain("SecretThatNobodyMaySee");
        assertThat(Stripe.apiKey).isNull();
        assertThat(Stripe.enableTelemetry).isFalse();
    }
}
