package dev.countinghouse.adapter.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How Stripe is reached and who we are to it.
 *
 * @param webhookSecrets what notices may be signed with: one for each endpoint that sends them here, and two of one while it
 *     is rolled
 * @param returnPage where a customer is sent to after he has authenticated himself
 * @param retries how often a call is tried again that may be
 * @param meterStream where streams of meter events are taken; usage is told over them if it is there, otherwise event by event
 */
public record StripeSettings(
        String secretKey,
        List<String> webhookSecrets,
        URI apiBase,
        URI returnPage,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Optional<URI> meterStream) {

    public static final URI API = URI.create("https://api.stripe.com");
    public static final URI METER_EVENTS = URI.create("https://meter-events.stripe.com");

    private static final String TEST = "_test_";

    public StripeSettings {
        if (!secretKey.matches("(sk|rk)_(live|test)_[A-Za-z0-9_]{1,250}")) {
            throw new IllegalArgumentException(
                    "the secret key of Stripe must be one that begins with sk_live_, sk_test_, rk_live_ or rk_test_");
        }
        webhookSecrets = List.copyOf(webhookSecrets);
        if (webhookSecrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no webhook secret: without one nobody could tell Stripe's notices from forged ones");
        }
        if (!webhookSecrets.stream().allMatch(secret -> secret.matches("whsec_[A-Za-z0-9+/=_-]{1,250}"))) {
            throw new IllegalArgumentException("each webhook secret must begin with whsec_ and be as Stripe shows it");
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("a call is retried " + retries + " times, it must be 0 to 10");
        }
    }

    /** With usage told event by event. */
    public StripeSettings(
            String secretKey,
            List<String> webhookSecrets,
            URI apiBase,
            URI returnPage,
            Duration connectTimeout,
            Duration readTimeout,
            int retries) {
        this(secretKey, webhookSecrets, apiBase, returnPage, connectTimeout, readTimeout, retries, Optional.empty());
    }

    /**
     * The same, with usage told over streams: reports that are told at the same time share calls, and the 1,000 events a second
     * that Stripe takes one by one are no limit.
     *
     * @param meterEvents where they are taken, {@link #METER_EVENTS} for Stripe itself
     */
    public StripeSettings streaming(URI meterEvents) {
        return new StripeSettings(
                secretKey,
                webhookSecrets,
                apiBase,
                returnPage,
                connectTimeout,
                readTimeout,
                retries,
                Optional.of(meterEvents));
    }

    /** With the address and the times that suit Stripe itself. */
    public static StripeSettings of(String secretKey, List<String> webhookSecrets, URI returnPage) {
        return new StripeSettings(
                secretKey, webhookSecrets, API, returnPage, Duration.ofSeconds(10), Duration.ofSeconds(80), 2);
    }

    /** Whether nobody is charged with real money. */
    public boolean isTest() {
        return secretKey.contains(TEST);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "StripeSettings[" + (isTest() ? "test" : "live") + ", " + webhookSecrets.size() + " webhook secrets, "
                + apiBase + ", " + returnPage + "]";
    }
}
