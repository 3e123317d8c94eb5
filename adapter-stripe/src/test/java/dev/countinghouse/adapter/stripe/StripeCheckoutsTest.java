package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.RefundOutcome.Refunded;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages at Stripe, besides what {@link StripeCustomerGatewayTest} asks of every provider. */
class StripeCheckoutsTest extends CustomerCase {

    private Payment paid(CheckoutSession session) {
        return ((Progress.Paid) progress(session)).payment();
    }

    private JsonNode asked() {
        return stripe.calls("POST /v1/checkout/sessions").get(0).sent();
    }

    @Test
    void aMethodIsChosenAmongThoseThatCanPayTheCurrency() {
        opened(choosing("one"));

        assertThat(asked().path("mode").asText()).isEqualTo("setup");
        assertThat(asked().path("currency").asText()).isEqualTo("usd");
        assertThat(asked().path("ui_mode").asText()).isEqualTo("hosted_page");
        assertThat(asked().path("customer").asText()).isEqualTo("cus_1");
        assertThat(asked().path("success_url").asText()).isEqualTo("https://shop.example/done");
        assertThat(asked().path("cancel_url").asText()).isEqualTo("https://shop.example/back");
        assertThat(asked().has("payment_method_types")).isFalse();
        assertThat(stripe.calls("POST /v1/checkout/sessions").get(0).key()).contains("checkout:one");
    }

    @Test
    void whatIsPaidIsWhatWasAgreedInItsCurrencyAndIsMarkedAsOurs() {
        opened(paying("one", dollars(25)));

        assertThat(asked().path("mode").asText()).isEqualTo("payment");
        assertThat(asked().at("/line_items/0/price_data/unit_amount").asText()).isEqualTo("2500");
        assertThat(asked().at("/line_items/0/price_data/currency").asText()).isEqualTo("usd");
        assertThat(asked().at("/adaptive_pricing/enabled").asText()).isEqualTo("false");
        assertThat(asked().at("/payment_intent_data/metadata/countinghouse_key").asText())
                .isEqualTo("one");
        assertThat(asked().at("/payment_intent_data/metadata/countinghouse_account")
                        .asText())
                .isEqualTo("acme");
    }

    /** Whoever has just made one, or found one that was not heard of, while another was remembered. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyIsSentToAPageThatIsNotRemembered(boolean askedBefore) {
        customers.put(ACME, PROFILE);
        if (askedBefore) {
            stripe.failsAt("POST /v1/checkout/sessions", Fault.DONE_AND_BAD_GATEWAY);
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> customers.open(paying("one", dollars(25))));
        }
        stripe.failsByChance(call -> {
            FakeCall making =
                    askedBefore ? stripe.calls("POST /v1/checkout/sessions").get(0) : call;
            boolean isMoment = call.is(askedBefore ? "GET /v1/checkout/sessions/[^/]+" : "POST /v1/checkout/sessions");
            if (isMoment && pages().sessions() == (askedBefore ? 1 : 0)) {
                remember(stripe.account.answer(making).body().path("id").asText());
            }
            return Optional.empty();
        });

        CheckoutSession session = customers.open(paying("one", dollars(25)));

        assertThat(pages().sessions()).isEqualTo(2);
        assertThat(session.reference().value()).isEqualTo(askedBefore ? "cs_test_2" : "cs_test_1");
        assertThat(customers.find(session.reference())).contains(session);
        assertThat(customers.open(paying("one", dollars(25)))).isEqualTo(session);
    }

    /** As somebody does who was faster, and whose page Stripe has made under another key. */
    private void remember(String page) {
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            storage.paymentRefs().refer(ACME, new PaymentKey("one"), page);
            return true;
        });
    }

    @Test
    void keysStandForOnePageForEver() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        stripe.forgetsKeys();
        clock.moveTo(START.plus(Duration.ofDays(400)));

        assertThat(customers.open(paying("one", dollars(25))).reference()).isEqualTo(session.reference());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customers.open(paying("one", dollars(26))))
                .withMessageContaining("26.00");
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.charge(order("one", true)));
        assertThat(pages().sessions()).isEqualTo(1);
    }

    @Test
    void whatWasPaidLaterThanADayAgoIsSeenUnderItsKey() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().complete(session.reference().value(), FakeMethod.OK);
        stripe.forgetsKeys();
        clock.moveTo(START.plus(Duration.ofDays(30)));

        assertThat(customers.open(paying("one", dollars(25))).progress()).isEqualTo(new Progress.Paid(paid(session)));
        assertThat(paid(session).isPaid()).isTrue();
    }

    @Test
    void aCardThatIsDeclinedThereIsNoPaymentAndIsNotCalledOff() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().tryInVain(session.reference().value());
        PaymentId intent = new PaymentId(pages().intentOf(session.reference().value()));

        assertThat(gateway.find(intent)).isEmpty();
        assertThat(gateway.find(new PaymentKey("one"))).isEmpty();
        assertThat(progress(session)).isEqualTo(session.progress());
        assertThat(stripe.calls("POST /v1/payment_intents/.*")).isEmpty();

        pages().complete(session.reference().value(), FakeMethod.OK);
        assertThat(gateway.find(intent)).contains(paid(session));
        assertThat(paid(session).isPaid()).isTrue();
    }

    @Test
    void aBankThatSaysNoDaysLaterHasNotPaid() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().complete(session.reference().value(), FakeMethod.BANK);
        assertThat(paid(session).state()).isEqualTo(processing());

        atStripe().decide(paid(session).id().value(), false);

        assertThat(code(paid(session))).isEqualTo("insufficient_funds");
        assertThat(gateway.find(paid(session).id())).contains(paid(session));
        assertThat(gateway.find(new PaymentKey("one"))).contains(paid(session));
        assertThat(stripe.calls("POST .*/cancel"))
                .as("Stripe refuses that for its own pages")
                .isEmpty();
    }

    @Test
    void nothingIsPaidBeforeThePageSaysSo() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().lagBehind(session.reference().value(), true);
        pages().complete(session.reference().value(), FakeMethod.OK);
        assertThat(paid(session).state()).isEqualTo(processing());
        assertThat(gateway.find(new PaymentKey("one")).orElseThrow().isPaid()).isFalse();

        pages().lagBehind(session.reference().value(), false);
        assertThat(paid(session).isPaid()).isTrue();
    }

    @Test
    void whatWasPaidThereIsGivenBackAndDisputedAsAnyPayment() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().complete(session.reference().value(), FakeMethod.OK);
        Payment payment = paid(session);

        assertThat(gateway.refund(payment.key(), new PaymentKey("back"), dollars(10)))
                .isEqualTo(new Refunded(payment.refunding(dollars(10))));
        atStripe().dispute(payment.id().value(), "needs_response", 1500, "usd", -1500);
        assertThat(paid(session).dispute()).isPresent();
        assertThat(paid(session).left()).isNotEqualTo(payment.left());
    }

    @ParameterizedTest
    @CsvSource({"49, USD", "1234567891, KWD"})
    void whatStripeCannotTakeHasExpiredAndIsNotAskedForAgain(long amount, String currency) {
        CheckoutOrder order = paying("one", new Money(amount, Currency.getInstance(currency)));
        CheckoutSession session = opened(order);
        int asked = stripe.calls("POST /v1/checkout/sessions").size();

        assertThat(session.progress()).isEqualTo(new Progress.Expired());
        assertThat(customers.open(order)).isEqualTo(session);
        assertThat(customers.find(session.reference())).contains(session);
        assertThat(gateway.find(new PaymentKey("one"))).isEmpty();
        assertThat(stripe.calls("POST /v1/checkout/sessions")).hasSize(asked);
        assertThat(customers.find(new CheckoutReference("refused_two"))).isEmpty();
    }

    @Test
    void pagesOfOthersAreNoneOfOurs() {
        CheckoutSession session = opened(paying("one", dollars(25)));
        pages().complete(session.reference().value(), FakeMethod.OK);
        Storage elsewhere = InMemoryStorage.empty();

        assertThat(Fakes.customers(stripe, elsewhere, clock).find(session.reference()))
                .isEmpty();
        assertThat(Fakes.gateway(stripe, elsewhere, clock).find(paid(session).id()))
                .isEmpty();
        assertThat(customers.find(new CheckoutReference("cs_~one"))).isEmpty();
        String forged = pages().forge(session.reference().value());
        assertThat(customers.find(new CheckoutReference(forged))).isEmpty();
    }

    @Test
    void aBankAccountThatHasToBeProvedIsNotChosenBefore() {
        CheckoutSession session = opened(choosing("one"));
        String id = session.reference().value();

        pages().completeUnproved(id, "requires_action", "https://payments.stripe.example/proof");
        assertThat(progress(session)).isEqualTo(new Progress.Open(URI.create("https://payments.stripe.example/proof")));
        pages().completeUnproved(id, "processing", "");
        assertThat(progress(session)).isEqualTo(new Progress.Open(PAGES.success()));
        pages().completeUnproved(id, "requires_payment_method", "");
        assertThat(progress(session)).isEqualTo(new Progress.Expired());
        pages().complete(id, FakeMethod.BANK);
        assertThat(progress(session)).isInstanceOf(Progress.Chosen.class);
    }

    @Test
    void whatWasChosenBecomesTheDefaultHoweverOftenItIsUsed() {
        CheckoutSession session = opened(choosing("one"));
        pages().complete(session.reference().value(), FakeMethod.OK);
        String token = ((Progress.Chosen) progress(session)).methodToken();

        gateway.useMethod(ACME, token);
        gateway.useMethod(ACME, token);

        assertThat(customers.find(ACME).orElseThrow().method()).contains("visa 4242");
        assertThat(gateway.charge(ORDER).isPaid()).isTrue();
        stripe.account.detach("cus_1");
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.useMethod(ACME, token));
    }

    @Test
    void whoWasDeletedAtStripeIsSentNowhereUntilHeIsPutAnew() {
        customers.put(ACME, PROFILE);
        stripe.account.deleteCustomer("cus_1");

        assertThat(customers.find(ACME)).isEmpty();
        assertThat(customers.accountOf(new CustomerReference("cus_1"))).contains(ACME);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customers.open(choosing("one")))
                .withMessageContaining("cus_1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customers.openPortal(ACME, BACK))
                .withMessageContaining("cus_1");

        stripe.account.searchIsLate();
        assertThat(customers.put(ACME, PROFILE).profile()).isEqualTo(PROFILE);
        assertThat(customers.find(ACME).orElseThrow().reference()).isEqualTo(new CustomerReference("cus_2"));
        assertThat(customers.put(ACME, PROFILE).reference()).isEqualTo(new CustomerReference("cus_2"));
        assertThat(customers.accountOf(new CustomerReference("cus_1"))).contains(ACME);
        assertThat(customers.open(choosing("two")).key())
                .isEqualTo(choosing("two").key());
        stripe.account.deleteCustomer("cus_2");
        assertThat(Race.of(thread -> customers.put(ACME, PROFILE).reference()))
                .containsOnly(new CustomerReference("cus_3"));
    }

    @Test
    void stripeIsAskedOutsideOfTransactionsOnly() {
        CheckoutSession session = opened(choosing("one"));
        int before = stripe.calls(".*").size();

        for (Runnable call : List.<Runnable>of(
                () -> customers.put(ACME, PROFILE),
                () -> customers.find(ACME),
                () -> customers.accountOf(new CustomerReference("cus_1")),
                () -> customers.open(choosing("one")),
                () -> customers.find(session.reference()),
                () -> customers.openPortal(ACME, BACK))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> storage.transactions().inTransaction(Scope.of(ACME), () -> {
                        call.run();
                        return true;
                    }));
        }
        assertThat(stripe.calls(".*")).hasSize(before);
    }
}
