package dev.countinghouse.app.payment;

import dev.countinghouse.adapter.stripe.StripeSettings;
import dev.countinghouse.app.config.PaymentSettings;
import dev.countinghouse.app.config.PaymentSettings.MeterEvents;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How Stripe is reached, if the settings name a key for it. */
final class StripeSetting {

    private static final String PREFIX = "countinghouse.payments.stripe.";

    private StripeSetting() {}

    /** @throws IllegalStateException saying what is wrong, without repeating a secret */
    static Optional<StripeSettings> of(PaymentSettings payments) {
        PaymentSettings.Stripe stripe = payments.stripe();
        List<String> webhookSecrets = stripe.webhookSecrets().orElse(List.of());
        if (stripe.secretKey().isEmpty()) {
            if (!webhookSecrets.isEmpty()) {
                throw new IllegalStateException(PREFIX + "webhook-secrets is set and " + PREFIX
                        + "secret-key is not: set both, or neither for payments that charge nobody");
            }
            return Optional.empty();
        }
        if (webhookSecrets.isEmpty()) {
            throw new IllegalStateException(PREFIX + "secret-key is set and " + PREFIX
                    + "webhook-secrets is not: without the secret of the endpoint at Stripe, whsec_…, nobody could tell"
                    + " Stripe's notices from forged ones");
        }
        try {
            StripeSettings settings = new StripeSettings(
                    stripe.secretKey().get().strip(),
                    webhookSecrets.stream().map(String::strip).toList(),
                    url("api-base", stripe.apiBase()),
                    url("return-url", stripe.returnUrl().orElse(payments.baseUrl())),
                    stripe.connectTimeout(),
                    stripe.readTimeout(),
                    stripe.retries());
            URI streams = url("meter-events-base", stripe.meterEventsBase());
            return Optional.of(stripe.meterEvents() == MeterEvents.STREAM ? settings.streaming(streams) : settings);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(PREFIX + "*: " + wrong.getMessage(), wrong);
        }
    }

    private static URI url(String name, String value) {
        if (!value.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "', it must be like https://billing.example.com");
        }
        return URI.create(value.replaceAll("/+$", ""));
    }
}
