package dev.countinghouse.app.payment;

import dev.countinghouse.adapter.postgres.PostgresStandInBook;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/** The payment provider the settings name; where they name none, the stand-in. */
@Singleton
public final class Payments {

    private static final Logger LOG = Logger.getLogger(Payments.class);
    private static final String MAC = "HmacSHA256";
    private static final String PAGES = "/api/v1/payment-stand-in/";

    private final PaymentStandIn standIn;

    Payments(Settings settings, PostgresTransactions transactions, EngineClock clock) {
        this.standIn = new PaymentStandIn(
                PostgresStandInBook.ofPayments(transactions),
                clock,
                secret(settings.encryptionKey().orElse(List.of())),
                pages(settings.payments().baseUrl()));
    }

    /** The same in all processes that share a key to encrypt by; where there is none, each has its own. */
    private static SigningSecret secret(List<String> encryptionKeys) {
        if (encryptionKeys.isEmpty()) {
            return SigningSecret.draw(new SecureRandom());
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(
                    HexFormat.of().parseHex(encryptionKeys.get(0).strip()), MAC));
            byte[] derived = mac.doFinal("countinghouse payment stand-in".getBytes(StandardCharsets.UTF_8));
            return SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(derived));
        } catch (IllegalArgumentException noHex) {
            throw new IllegalStateException("COUNTINGHOUSE_ENCRYPTION_KEY: the first must have 64 hex digits", noHex);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }

    private static URI pages(String baseUrl) {
        try {
            return URI.create(baseUrl.replaceAll("/+$", "") + PAGES);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "countinghouse.payments.base-url is '" + baseUrl + "', it must be like https://billing.example.com",
                    wrong);
        }
    }

    /** Tells the engine who it is. */
    public BillingEngineBuilder connect(BillingEngineBuilder engine) {
        LOG.info("payments are taken by the local stand-in: nobody is charged");
        return engine.payments(standIn);
    }

    /** Empty where there is a real provider. */
    public Optional<PaymentStandIn> standIn() {
        return Optional.of(standIn);
    }
}
