package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every provider does for customers, whoever asks and however often. */
public abstract class CustomerGatewayContract {

    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex & co/ä");
    private static final Profile PROFILE =
            new Profile("Acme Inc.", List.of("1 Main Street", "Springfield"), "DE123456789", "billing@acme.example");
    private static final ReturnPages BACK =
            new ReturnPages(URI.create("https://app.example/done?x=1"), URI.create("https://app.example/back"));

    protected abstract CustomerGateway gateway();

    protected abstract PaymentGateway payments();

    /** The customer has chosen a method that works, and paid by it if something is to be paid. */
    protected abstract void completes(CheckoutReference checkout);

    /** The same with a bank account, so that it takes days. */
    protected abstract void completesByBank(CheckoutReference checkout);

    /** The customer tries a card that is declined. */
    protected abstract void triesInVain(CheckoutReference checkout);

    protected abstract void bankDecides(PaymentKey payment);

    /** Its time is over. */
    protected abstract void expires(CheckoutReference checkout);

    private static CheckoutOrder setUp(String key) {
        return new CheckoutOrder(new PaymentKey(key), ACME, USD, Optional.empty(), BACK);
    }

    private static CheckoutOrder paying(String key, String amount) {
        return new CheckoutOrder(
                new PaymentKey(key),
                ACME,
                USD,
                Optional.of(new CheckoutOrder.Price(Money.parse(amount, USD), "Credits")),
                BACK);
    }

    private CheckoutSession opened(CheckoutOrder order) {
        gateway().put(ACME, PROFILE);
        return gateway().open(order);
    }

    private Progress progress(CheckoutSession session) {
        return gateway().find(session.reference()).orElseThrow().progress();
    }

    // ---------------------------------------------------------------- customers

    @Test
    void aCustomerIsThereOnceHoweverOftenHeIsPut() {
        assertThat(gateway().find(ACME)).isEmpty();
        KnownCustomer first = gateway().put(ACME, PROFILE);
        KnownCustomer other = gateway().put(GLOBEX, PROFILE);

        assertThat(gateway().put(ACME, PROFILE)).isEqualTo(first);
        assertThat(gateway().find(ACME)).contains(first);
        assertThat(first.profile()).isEqualTo(PROFILE);
        assertThat(other.reference()).isNotEqualTo(first.reference());
        assertThat(gateway().accountOf(first.reference())).contains(ACME);
        assertThat(gateway().accountOf(other.reference())).contains(GLOBEX);
        assertThat(gateway().accountOf(new CustomerReference("cus_of_somebody_else")))
                .isEmpty();
    }

    @Test
    void aCustomerIsDescribedAnewAndStaysTheSame() {
        KnownCustomer first = gateway().put(ACME, PROFILE);
        Profile bare = new Profile("Other", List.of(), "", "");

        KnownCustomer second = gateway().put(ACME, bare);

        assertThat(second.reference()).isEqualTo(first.reference());
        assertThat(second.profile()).isEqualTo(bare);
        assertThat(gateway().find(ACME)).contains(second);
    }

    @Test
    void ofManyThatPutTheSameCustomerThereIsOne() {
        assertThat(new HashSet<>(Race.of(thread -> gateway().put(ACME, PROFILE).reference())))
                .hasSize(1);
    }

    // ---------------------------------------------------------------- checkouts

    @Test
    void underOneKeyThereIsOnePage() {
        CheckoutSession first = opened(setUp("one"));

        assertThat(first.account()).isEqualTo(ACME);
        assertThat(first.key()).isEqualTo(new PaymentKey("one"));
        assertThat(first.progress()).isInstanceOf(Progress.Open.class);
        assertThat(gateway().open(setUp("one"))).isEqualTo(first);
        assertThat(gateway().find(first.reference())).contains(first);
        assertThat(opened(setUp("two")).progress()).isNotEqualTo(first.progress());
        assertThat(gateway().find(new CheckoutReference("cs_of_somebody_else"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway().open(paying("one", "10.00")))
                .withMessageContaining("one");
    }

    @Test
    void ofManyThatOpenTheSameThereIsOne() {
        gateway().put(ACME, PROFILE);
        Set<CheckoutSession> sessions =
                new HashSet<>(Race.of(thread -> gateway().open(setUp("one"))));

        assertThat(sessions).hasSize(1);
    }

    @Test
    void nobodyIsSentToAPageWhoIsNotThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> gateway().open(setUp("one")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway().openPortal(ACME, URI.create("https://app.example/")));
    }

    @Test
    void whatWasChosenCanBeUsed() {
        CheckoutSession session = opened(setUp("one"));
        completes(session.reference());

        assertThat(progress(session)).isInstanceOf(Progress.Chosen.class);
        String token = ((Progress.Chosen) progress(session)).methodToken();
        payments().useMethod(ACME, token);
        assertThat(payments().methodOf(ACME)).isPresent();
        assertThat(gateway().find(ACME).orElseThrow().method())
                .isEqualTo(payments().methodOf(ACME));
        assertThat(gateway().open(setUp("one")))
                .isEqualTo(gateway().find(session.reference()).orElseThrow());
    }

    @Test
    void whatWasPaidIsAPaymentOfTheSameKey() {
        CheckoutSession session = opened(paying("one", "25.00"));
        assertThat(payments().find(new PaymentKey("one"))).isEmpty();
        triesInVain(session.reference());
        assertThat(progress(session)).isEqualTo(session.progress());
        completes(session.reference());

        Payment payment = ((Progress.Paid) progress(session)).payment();
        assertThat(payment.isPaid()).isTrue();
        assertThat(payment.amount()).isEqualTo(Money.parse("25.00", USD));
        assertThat(payment.account()).isEqualTo(ACME);
        assertThat(payments().find(new PaymentKey("one"))).contains(payment);
        assertThat(payments().find(payment.id())).contains(payment);
    }

    @Test
    void aBankTakesItsTimeAndIsTold() {
        CheckoutSession session = opened(paying("one", "25.00"));
        completesByBank(session.reference());

        assertThat(((Progress.Paid) progress(session)).payment().state()).isInstanceOf(PaymentState.Processing.class);
        bankDecides(new PaymentKey("one"));
        assertThat(((Progress.Paid) progress(session)).payment().isPaid()).isTrue();
    }

    @Test
    void whatHasExpiredStaysSo() {
        CheckoutSession session = opened(paying("one", "25.00"));
        expires(session.reference());

        assertThat(progress(session)).isEqualTo(new Progress.Expired());
        assertThat(gateway().open(paying("one", "25.00")).progress()).isEqualTo(new Progress.Expired());
        assertThat(payments().find(new PaymentKey("one"))).isEmpty();
    }

    // ---------------------------------------------------------------- portals

    @Test
    void eachPortalIsAnother() {
        gateway().put(ACME, PROFILE);
        gateway().put(GLOBEX, PROFILE);
        URI back = URI.create("https://app.example/");

        assertThat(Set.of(gateway().openPortal(ACME, back), gateway().openPortal(GLOBEX, back)))
                .hasSize(2);
        assertThat(gateway().openPortal(ACME, back)).isNotEqualTo(gateway().openPortal(ACME, back));
    }
}
