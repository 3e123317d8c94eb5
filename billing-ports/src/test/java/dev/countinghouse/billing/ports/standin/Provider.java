package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.notification.SigningSecret;
import java.net.URI;
import java.time.InstantSource;

/** Makes stand-ins for tests. */
final class Provider {

    static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private Provider() {}

    static PaymentStandIn over(StandInBook book, InstantSource clock, String secret) {
        return new PaymentStandIn(book, clock, SigningSecret.parse(secret), URI.create("https://pay.example/"));
    }
}
