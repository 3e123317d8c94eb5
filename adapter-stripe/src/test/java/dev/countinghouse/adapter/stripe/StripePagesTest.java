package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.driving.ReceiveNotices.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine and Stripe together: what customers do on its pages, and what follows here once it tells of it. */
class StripePagesTest extends CustomerCase {

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            plans:
              free: {every: month, charges: {base: {name: Free, fee: 0.00}}}
              pro: {every: month, charges: {base: {name: Pro, fee: 30.00}}}
            credits: {minimum: 10.00}
            """;

    private final BillingEngine engine = BillingEngine.builder()
            .storage(storage)
            .testClock(clock)
            .worldClock(clock)
            .payments(gateway)
            .customers(customers, ReturnOrigins.LOCAL)
            .build();

    private int notices;

    @BeforeEach
    void register() {
        engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        engine.registerAccount().register(Workbench.account(ACME, ZoneOffset.UTC, USD), new PlanKey("free"));
        clock.moveTo(START.plusSeconds(1));
    }

    private void told(String type, String object) {
        notices++;
        String body = "{\"id\": \"evt_" + notices + "\", \"object\": \"event\", \"created\": "
                + clock.instant().getEpochSecond() + ", \"type\": \"" + type + "\", \"data\": {\"object\": " + object
                + "}}";
        try {
            String signature = Webhook.Signature.generateSignatureHeader(
                    body, FakeStripe.WEBHOOK_SECRET, clock.instant().getEpochSecond());
            assertThat(engine.receiveNotices()
                            .receive(body.getBytes(StandardCharsets.UTF_8), Map.of("Stripe-Signature", signature)))
                    .isInstanceOf(Outcome.Kept.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        engine.workOffNotices().all();
    }

    private void toldOfThePage(String type) {
        told("checkout.session." + type, "{\"id\": \"cs_test_1\"}");
    }

    private Checkout checkout(CheckoutPurpose purpose) {
        return engine.openCheckout()
                .open(new OpenCheckout.Order(
                        ACME,
                        new CheckoutId("first"),
                        purpose,
                        "http://localhost:3000/done",
                        "http://localhost:3000/back"))
                .fold(OpenCheckout.Outcome.Opened::checkout, conflict -> conflict.earlier(), refused -> {
                    throw new AssertionError(refused.reason());
                });
    }

    private Checkout checkout() {
        return engine.openCheckout().find(ACME, new CheckoutId("first")).orElseThrow();
    }

    private Purchase purchase() {
        return engine.readPurchases().find(ACME, PurchaseId.ofCheckout("first")).orElseThrow();
    }

    private List<String> plans() {
        return engine.readSubscriptions().of(ACME).stream()
                .filter(standing -> !standing.subscription().hasEndedBy(standing.asOf()))
                .map(standing -> standing.subscription()
                        .termAt(standing.asOf())
                        .plan()
                        .plan()
                        .value())
                .toList();
    }

    private Party party() {
        return engine.readAccounts().find(ACME).orElseThrow().party();
    }

    @Test
    void whoChoosesAMethodPaysByItAndIsOnThePlan() {
        Checkout opened = checkout(new CheckoutPurpose.SetUp(Optional.of(new PlanChoice(new PlanKey("pro"), 1))));
        assertThat(opened.page().orElseThrow().toString()).isEqualTo("https://checkout.stripe.example/cs_test_1");

        pages().complete("cs_test_1", FakeMethod.OK);
        toldOfThePage("completed");

        assertThat(checkout().state()).isEqualTo(Checkout.State.COMPLETED);
        assertThat(plans()).containsExactly("pro");
        assertThat(gateway.methodOf(ACME)).contains("visa 4242");
        toldOfThePage("completed");
        assertThat(plans()).containsExactly("pro");
    }

    @Test
    void creditsAreThereOnceABankHasPaidForThem() {
        checkout(new CheckoutPurpose.Buy(new Wish.Amount(dollars(25))));
        pages().complete("cs_test_1", FakeMethod.BANK);
        toldOfThePage("completed");
        assertThat(checkout().state()).isEqualTo(Checkout.State.COMPLETED);
        assertThat(purchase().isPaid()).isFalse();

        atStripe().decide("pi_1", true);
        toldOfThePage("async_payment_succeeded");

        assertThat(purchase().isPaid()).isTrue();
        told("payment_intent.succeeded", "{\"id\": \"pi_1\"}");
        assertThat(engine.readCredits().balances(ACME)).hasSize(1).allSatisfy(balance -> assertThat(
                        balance.available().toDecimal())
                .isEqualTo("25"));
    }

    @Test
    void whatABankRefusesOrNobodyPaysHasFailed() {
        checkout(new CheckoutPurpose.Buy(new Wish.Amount(dollars(25))));
        pages().tryInVain("cs_test_1");
        told("payment_intent.payment_failed", "{\"id\": \"pi_1\"}");
        assertThat(purchase().isOpen()).as("another card may do").isTrue();

        clock.moveTo(START.plus(Duration.ofDays(2)));
        toldOfThePage("expired");

        assertThat(checkout().state()).isEqualTo(Checkout.State.EXPIRED);
        assertThat(purchase().isOpen()).isFalse();
        assertThat(purchase().isPaid()).isFalse();
    }

    @Test
    void whatTheCustomerChangesInThePortalIsTheAccounts() {
        assertThat(engine.openPortal().open(ACME, "http://localhost:3000/"))
                .isInstanceOf(OpenPortal.Outcome.Opened.class);
        customerAtStripe().put("name", "Acme GmbH");
        told("customer.updated", "{\"id\": \"cus_1\"}");
        stripe.account.profiles.add("cus_1", "us_ein", "12-3456789");
        told("customer.tax_id.created", "{\"id\": \"txi_1\", \"customer\": \"cus_1\"}");

        assertThat(party()).isEqualTo(new Party("Acme GmbH", List.of(), "12-3456789"));

        engine.openAccount().describe(ACME, new Party("Acme AG", List.of("1 Main Street"), "", "a@acme.example"));
        engine.syncCustomers().sync(9);
        assertThat(customerAtStripe().path("name").asText()).isEqualTo("Acme AG");
        assertThat(customerAtStripe().path("email").asText()).isEqualTo("a@acme.example");
        assertThat(stripe.account.profiles.taxIds("cus_1")).isEmpty();
        told("customer.updated", "{\"id\": \"cus_1\"}");
        assertThat(party().name()).as("our own words are not the customer's").isEqualTo("Acme AG");
    }
}
