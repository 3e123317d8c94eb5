package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.CustomerGatewayContract;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerStandInTest extends CustomerGatewayContract {

    private static final URI BACK = URI.create("https://app.example/back");
    private static final ReturnPages PAGES = new ReturnPages(URI.create("https://app.example/done"), BACK);
    private static final Profile PROFILE = new Profile("Acme", List.of("Street"), "", "a@acme.example");

    private final StandInBook book = StandInBook.inMemory();
    private final InMemoryTestClock clock = new InMemoryTestClock(START);
    private final PaymentStandIn bank = Provider.over(book, clock, Provider.SECRET);
    private final CustomerStandIn provider = another();

    /** As after a restart, or on another replica. */
    private CustomerStandIn another() {
        return new CustomerStandIn(
                book,
                clock,
                SigningSecret.parse(Provider.SECRET),
                bank,
                URI.create("https://pay.example/checkout/"),
                URI.create("https://pay.example/portal/"));
    }

    @Override
    protected CustomerGateway gateway() {
        return provider;
    }

    @Override
    protected PaymentGateway payments() {
        return bank;
    }

    @Override
    protected void completes(CheckoutReference checkout) {
        provider.complete(checkout, "card_ok");
    }

    @Override
    protected void completesByBank(CheckoutReference checkout) {
        provider.complete(checkout, "bank_async_ok");
    }

    @Override
    protected void triesInVain(CheckoutReference checkout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.complete(checkout, "card_declined"))
                .withMessageContaining("declined");
    }

    @Override
    protected void bankDecides(PaymentKey payment) {
        bank.decide(payment);
    }

    @Override
    protected void expires(CheckoutReference checkout) {
        clock.moveTo(START.plus(Duration.ofHours(24)));
    }

    private CheckoutSession opened(String key, String price) {
        provider.put(ACME, PROFILE);
        bank.pendingNotices(9).forEach(bank::delivered);
        return provider.open(new CheckoutOrder(
                new PaymentKey(key),
                ACME,
                USD,
                price.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new CheckoutOrder.Price(Money.parse(price, USD), "Credits")),
                PAGES));
    }

    private List<String> told() {
        return bank.pendingNotices(100).stream()
                .map(notice -> PaymentText.parsed(notice.body()).path("type").asText())
                .toList();
    }

    @Test
    void whatHappensAtACheckoutIsToldOnce() {
        CheckoutSession bought = opened("bought", "10.00");
        assertThat(told()).as("who opens it knows").isEmpty();
        assertThat(provider.complete(bought.reference(), "card_ok")).isEqualTo(PAGES.success());
        assertThat(told()).containsExactly("checkout.completed", "payment.succeeded");
        deliverAll();

        CheckoutSession late = opened("late", "10.00");
        provider.complete(late.reference(), "bank_async_fails");
        assertThat(told()).containsExactly("checkout.completed", "payment.processing");
        deliverAll();
        bank.decide(new PaymentKey("late"));
        assertThat(told()).containsExactly("checkout.async_payment_failed", "payment.failed");
        deliverAll();
        assertThat(told()).isEmpty();

        CheckoutSession ended = opened("ended", "");
        assertThat(provider.cancel(ended.reference())).isEqualTo(BACK);
        assertThat(told()).as("he may come back").isEmpty();
        provider.expire(ended.reference());
        assertThat(told()).containsExactly("checkout.expired");
    }

    @Test
    void whatFallsDueByTheClockIsToldAsOfThen() {
        CheckoutSession open = opened("open", "");
        CheckoutSession paid = opened("paid", "10.00");
        provider.complete(paid.reference(), "bank_async_ok");
        deliverAll();
        clock.moveTo(START.plus(Duration.ofDays(9)));

        assertThat(told()).containsExactly("checkout.expired", "checkout.async_payment_succeeded", "payment.succeeded");
        assertThat(bank.pendingNotices(1).get(0).body()).contains("2026-03-02T00:00:00Z");
        deliverAll();
        assertThat(told()).isEmpty();
        assertThat(provider.find(open.reference()).orElseThrow().progress()).isEqualTo(new Progress.Expired());
        assertThatIllegalArgumentException().isThrownBy(() -> provider.complete(open.reference(), "card_ok"));
    }

    @Test
    void ourOwnEndCanReadWhoIsMeant() {
        provider.put(ACME, PROFILE);
        SignedNotice created = bank.pendingNotices(1).get(0);
        assertThat(about(created))
                .contains(new NoticeSubject(
                        NoticeSubject.Kind.CUSTOMER,
                        provider.find(ACME).orElseThrow().reference().value()));

        CheckoutSession session = opened("one", "");
        provider.expire(session.reference());
        SignedNotice expired = bank.pendingNotices(1).get(0);
        assertThat(about(expired))
                .contains(new NoticeSubject(
                        NoticeSubject.Kind.CHECKOUT, session.reference().value()));
    }

    private Optional<NoticeSubject> about(SignedNotice notice) {
        return read(notice).fold(Notice::about, (unclear, reason) -> unclear.about(), reason -> {
            throw new AssertionError(reason);
        });
    }

    @Test
    void aCustomerChangesInThePortalWhatIsHis() {
        provider.put(ACME, PROFILE);
        deliverAll();
        String portal = portalOf(ACME);

        assertThat(provider.chooseMethod(portal, "card_declined")).isEqualTo(BACK);
        assertThat(provider.describe(portal, new Profile("Acme 2", List.of(), "", "")))
                .isEqualTo(BACK);
        provider.describe(portal, new Profile("Acme 2", List.of(), "", ""));

        assertThat(provider.portal(portal).orElseThrow().profile().name()).isEqualTo("Acme 2");
        assertThat(provider.find(ACME).orElseThrow().method()).contains("visa 0002");
        assertThat(told()).containsExactly("customer.updated", "customer.updated");
        assertThatIllegalArgumentException().isThrownBy(() -> provider.chooseMethod(portal, "cash"));
        clock.moveTo(START.plus(Duration.ofHours(1)));
        assertThat(another().portal(portal)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> provider.chooseMethod(portal, "card_ok"));
        assertThatIllegalArgumentException().isThrownBy(() -> provider.chooseMethod("bps_1", "card_ok"));
    }

    @Test
    void addressesOfPagesCannotBeGuessed() {
        CheckoutSession session = opened("one", "");
        CustomerStandIn other = new CustomerStandIn(
                StandInBook.inMemory(),
                clock,
                SigningSecret.parse("whsec_MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                bank,
                BACK,
                BACK);
        other.put(ACME, PROFILE);

        CheckoutSession same = other.open(new CheckoutOrder(new PaymentKey("one"), ACME, USD, Optional.empty(), PAGES));
        assertThat(same.reference()).isNotEqualTo(session.reference());
        assertThat(provider.find(same.reference()))
                .as("the key alone is not enough")
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> provider.complete(same.reference(), "card_ok"));
        assertThatIllegalArgumentException().isThrownBy(() -> provider.expire(same.reference()));
        assertThat(provider.page(same.reference())).isEmpty();
        assertThat(provider.page(session.reference())).isPresent();
    }

    @Test
    void ofManyThatCompleteAtOnceOnePays() {
        CheckoutSession session = opened("one", "10.00");
        List<Boolean> completed = Race.of(thread -> {
            try {
                another().complete(session.reference(), "card_ok");
                return true;
            } catch (IllegalArgumentException late) {
                return false;
            }
        });

        assertThat(completed).containsOnlyOnce(true);
        assertThat(told()).containsExactlyInAnyOrder("checkout.completed", "payment.succeeded");
    }

    private String portalOf(AccountId account) {
        String page = provider.openPortal(account, BACK).toString();
        return page.substring(page.lastIndexOf('/') + 1);
    }

    private void deliverAll() {
        bank.pendingNotices(100).forEach(bank::delivered);
    }

    private NoticeOutcome read(SignedNotice notice) {
        return bank.read(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
    }
}
