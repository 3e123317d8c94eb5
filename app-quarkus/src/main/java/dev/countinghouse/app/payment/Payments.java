package dev.countinghouse.app.payment;

import dev.countinghouse.adapter.postgres.PostgresStandInBook;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.stripe.StripeConnection;
import dev.countinghouse.adapter.stripe.StripeCustomerGateway;
import dev.countinghouse.adapter.stripe.StripePaymentGateway;
import dev.countinghouse.adapter.stripe.StripeSettings;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngineBuilder;
import dev.countinghouse.billing.ports.standin.CustomerStandIn;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
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
    private static final String CHECKOUTS = "/api/v1/checkout-stand-in/";
    private static final String PORTALS = "/api/v1/portal-stand-in/";

    private final Optional<PaymentStandIn> standIn;
    private final Optional<CustomerStandIn> pages;
    private final PaymentGateway gateway;
    private final CustomerGateway customers;
    private final ReturnOrigins origins;
    private final String who;

    public Payments(Settings settings, PostgresTransactions transactions, Storage storage, EngineClock clock) {
        String baseUrl = settings.payments().baseUrl();
        this.origins = settings.payments()
                .returnOrigins()
                .map(ReturnOrigins::of)
                .orElseGet(() -> ReturnOrigins.beside(page(baseUrl, "/")));
        Optional<StripeSettings> stripe = StripeSetting.of(settings.payments());
        if (stripe.isPresent()) {
            this.standIn = Optional.empty();
            this.pages = Optional.empty();
            // Stripe lives by the real time, also where the engine lives by a test clock
            StripeConnection connection = new StripeConnection(stripe.get());
            this.gateway = new StripePaymentGateway(connection, stripe.get(), storage, InstantSource.system());
            this.customers = new StripeCustomerGateway(connection, storage, InstantSource.system());
            this.who = stripe.get().isTest()
                    ? "payments are taken by Stripe in test mode: nobody is charged"
                    : "payments are taken by Stripe";
        } else {
            PostgresStandInBook book = PostgresStandInBook.ofPayments(transactions);
            SigningSecret secret = secret(settings.encryptionKey().orElse(List.of()));
            PaymentStandIn local = new PaymentStandIn(book, clock, secret, page(baseUrl, PAGES));
            CustomerStandIn localPages =
                    new CustomerStandIn(book, clock, secret, local, page(baseUrl, CHECKOUTS), page(baseUrl, PORTALS));
            this.standIn = Optional.of(local);
            this.pages = Optional.of(localPages);
            this.gateway = local;
            this.customers = localPages;
            this.who = "payments are taken by the local stand-in: nobody is charged";
        }
    }

    /** So that what is wrong with the settings is said when the service starts, and not when somebody pays. */
    void start(@Observes StartupEvent event) {
        LOG.info(who);
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

    private static URI page(String baseUrl, String path) {
        try {
            return URI.create(baseUrl.replaceAll("/+$", "") + path);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "countinghouse.payments.base-url is '" + baseUrl + "', it must be like https://billing.example.com",
                    wrong);
        }
    }

    /** Tells the engine who it is. */
    public BillingEngineBuilder connect(BillingEngineBuilder engine) {
        return engine.payments(gateway).customers(customers, origins);
    }

    /** Its pages; empty where there is a real provider. */
    public Optional<CustomerStandIn> standInPages() {
        return pages;
    }

    /** Empty where there is a real provider. */
    public Optional<PaymentStandIn> standIn() {
        return standIn;
    }
}
