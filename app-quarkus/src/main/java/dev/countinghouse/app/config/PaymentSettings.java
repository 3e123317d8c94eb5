package dev.countinghouse.app.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who takes money: Stripe if there is a key for it, otherwise a stand-in that charges nobody. */
public interface PaymentSettings {

    /** Where browsers reach this service, for pages that customers are sent to. */
    @WithDefault("http://localhost:8080")
    String baseUrl();

    /** Where the stand-in sends its notices; to this process where it is absent. */
    Optional<String> webhookUrl();

    /** How long the provider's notices are kept once they are finished, with the personal data in them. */
    @WithDefault("P30D")
    Duration keepNotices();

    /**
     * Where the provider's pages may send customers back to, such as {@code https://app.example.com}; where it is absent,
     * to where browsers reach this service, and if that is on this machine, to any port of it.
     */
    Optional<List<String>> returnOrigins();

    Stripe stripe();

    /** The account at Stripe that takes payments. */
    interface Stripe {

        /** Whose account it is; payments are taken by Stripe if it is there. */
        Optional<String> secretKey();

        /** Of each endpoint there that sends events here. */
        Optional<List<String>> webhookSecrets();

        /** Where customers come back to after they have authenticated themselves; to the base URL where it is absent. */
        Optional<String> returnUrl();

        @WithDefault("https://api.stripe.com")
        String apiBase();

        @WithDefault("PT10S")
        Duration connectTimeout();

        @WithDefault("PT80S")
        Duration readTimeout();

        /** How often a call is tried again that may be. */
        @WithDefault("2")
        int retries();

        /** How usage is told, where Stripe invoices. */
        @WithDefault("one-by-one")
        MeterEvents meterEvents();

        /** Where streams of meter events are taken. */
        @WithDefault("https://meter-events.stripe.com")
        String meterEventsBase();
    }

    enum MeterEvents {
        ONE_BY_ONE,
        STREAM
    }
}
