package dev.countinghouse.app.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.adapter.stripe.StripeSettings;
import dev.countinghouse.app.config.PaymentSettings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StripeSettingTest {

    private static final String PREFIX = "countinghouse.payments.stripe.";
    private static final Optional<String> KEY = Optional.of("sk_test_SecretThatNobodyMaySee");
    private static final Optional<List<String>> WEBHOOK = Optional.of(List.of("whsec_SecretThatNobodyMaySee"));

    private record Set(
            Optional<String> secretKey,
            Optional<List<String>> webhookSecrets,
            Optional<String> returnUrl,
            String apiBase,
            int retries,
            PaymentSettings.MeterEvents meterEvents,
            String meterEventsBase)
            implements PaymentSettings, PaymentSettings.Stripe {

        Set(
                Optional<String> secretKey,
                Optional<List<String>> webhookSecrets,
                Optional<String> returnUrl,
                String apiBase,
                int retries) {
            this(
                    secretKey,
                    webhookSecrets,
                    returnUrl,
                    apiBase,
                    retries,
                    PaymentSettings.MeterEvents.ONE_BY_ONE,
                    "https://meter-events.stripe.com");
        }

        Set streaming(String meterEventsBase) {
            return new Set(
                    secretKey,
                    webhookSecrets,
                    returnUrl,
                    apiBase,
                    retries,
                    PaymentSettings.MeterEvents.STREAM,
                    meterEventsBase);
        }

        @Override
        public PaymentSettings.Stripe stripe() {
            return this;
        }

        @Override
        public String baseUrl() {
            return "https://billing.example.com/";
        }

        @Override
        public Optional<String> webhookUrl() {
            return Optional.empty();
        }

        @Override
        public Duration keepNotices() {
            return Duration.ofDays(30);
        }

        @Override
        public Optional<List<String>> returnOrigins() {
            return Optional.empty();
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration readTimeout() {
            return Duration.ofSeconds(80);
        }
    }

    private static Optional<StripeSettings> of(Optional<String> key, Optional<List<String>> secrets) {
        return StripeSetting.of(new Set(key, secrets, Optional.empty(), "https://api.stripe.com", 2));
    }

    @Test
    void withoutAKeyThereIsNoStripe() {
        assertThat(of(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void aKeyAndASecretAreEnough() {
        StripeSettings settings = of(KEY, WEBHOOK).orElseThrow();

        assertThat(settings.isTest()).isTrue();
        assertThat(settings.apiBase()).isEqualTo(StripeSettings.API);
        assertThat(settings.returnPage()).isEqualTo(URI.create("https://billing.example.com"));
        assertThat(settings.toString()).doesNotContain("SecretThatNobodyMaySee");
    }

    @Test
    void oneWithoutTheOtherIsRefusedByName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of(KEY, Optional.empty()))
                .withMessageContaining(PREFIX + "webhook-secrets is not")
                .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("SecretThatNobodyMaySee"));
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Optional.empty(), WEBHOOK))
                .withMessageContaining(PREFIX + "secret-key is not")
                .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("SecretThatNobodyMaySee"));
    }

    @Test
    void whatIsWrongIsNamedAndNoSecretRepeated() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Optional.of("pk_live_SecretThatNobodyMaySee"), WEBHOOK))
                .withMessageContaining(PREFIX)
                .withMessageContaining("sk_live_")
                .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("SecretThatNobodyMaySee"));
        assertThatIllegalStateException()
                .isThrownBy(() -> StripeSetting.of(new Set(KEY, WEBHOOK, Optional.of("shop"), "https://a", 2)))
                .withMessageContaining("return-url is 'shop'");
        assertThatIllegalStateException()
                .isThrownBy(() -> StripeSetting.of(new Set(KEY, WEBHOOK, Optional.empty(), "ftp://a", 2)))
                .withMessageContaining("api-base is 'ftp://a'");
        assertThatIllegalStateException()
                .isThrownBy(() -> StripeSetting.of(new Set(KEY, WEBHOOK, Optional.empty(), "https://a", 99)))
                .withMessageContaining("99");
    }

    @Test
    void usageIsToldOverStreamsIfASettingSaysSo() {
        Set usual = new Set(KEY, WEBHOOK, Optional.empty(), "https://a", 2);

        assertThat(StripeSetting.of(usual).orElseThrow().meterStream()).isEmpty();
        assertThat(StripeSetting.of(usual.streaming("https://events.example.com/"))
                        .orElseThrow()
                        .meterStream())
                .contains(URI.create("https://events.example.com"));
        assertThatIllegalStateException()
                .isThrownBy(() -> StripeSetting.of(usual.streaming("events")))
                .withMessageContaining("meter-events-base is 'events'");
    }

    private static PaymentSettings.Stripe configured(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(PaymentSettings.Stripe.class, "countinghouse.payments.stripe")
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(PaymentSettings.Stripe.class, "countinghouse.payments.stripe");
    }

    @Test
    void howUsageIsToldIsOneOfTwoAndTheMistakeSaysWhich() {
        assertThat(configured(Map.of()).meterEvents()).isEqualTo(PaymentSettings.MeterEvents.ONE_BY_ONE);
        assertThat(configured(Map.of(PREFIX + "meter-events", "stream")).meterEvents())
                .isEqualTo(PaymentSettings.MeterEvents.STREAM);
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> configured(Map.of(PREFIX + "meter-events", "batch")))
                .withMessageContainingAll(PREFIX + "meter-events", "batch", "one-by-one", "stream");
    }
}
