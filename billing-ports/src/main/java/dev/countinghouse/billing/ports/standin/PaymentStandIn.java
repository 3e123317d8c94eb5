package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Stands in for a payment provider, over a book that may outlive it; several over one book are one provider. What becomes of
 * a charge is up to the account's {@link TestMethod}.
 *
 * <p>What only the provider or the customer can do, such as to dispute a payment, are methods of its own. They refuse what
 * the payment's state does not allow with an {@link IllegalArgumentException} that says why.
 */
public final class PaymentStandIn implements PaymentGateway {

    private final StandInBook book;
    private final InstantSource clock;
    private final URI pages;
    private final NoticeReader reader;
    private final NoticeBoard notices;
    private final StandInReader written;
    private final StandInBilling billing;

    /**
     * @param secret what notices are signed with
     * @param pages where a customer is sent to authenticate himself: this, and behind it the id of the payment
     */
    public PaymentStandIn(StandInBook book, InstantSource clock, SigningSecret secret, URI pages) {
        this.book = book;
        this.clock = clock;
        this.pages = pages;
        this.reader = new NoticeReader(secret);
        this.written = new StandInReader(book);
        this.billing = new StandInBilling(book);
        this.notices = new NoticeBoard(book, written, secret);
    }

    @Override
    public Payment charge(ChargeOrder order) {
        Optional<StandInPayment> before = look(order.key());
        if (before.isPresent()) {
            return before.get().answerTo(order);
        }
        TestMethod method = TestMethod.of(book, order.account());
        if (method == TestMethod.CARD_TIMEOUT_BEFORE_CHARGE && isFirst("timeout/" + order.key())) {
            throw noAnswer(order);
        }
        StandInPayment begun = StandInPayment.begin(order, method, pages, now());
        if (!book.save(Page.first(name(order.key()), PaymentText.write(begun), begun.dueAt()))) {
            // somebody else has charged it meanwhile
            return charge(order);
        }
        if (method == TestMethod.CARD_TIMEOUT_AFTER_CHARGE) {
            throw noAnswer(order);
        }
        return begun.payment();
    }

    private boolean isFirst(String name) {
        return book.save(Page.first(name, "{}", Optional.empty()));
    }

    private static UnavailableException noAnswer(ChargeOrder order) {
        return new UnavailableException(
                "the provider did not answer to charge " + order.key(), new SocketTimeoutException("Read timed out"));
    }

    @Override
    public Optional<Payment> find(PaymentKey key) {
        return look(key).map(StandInPayment::payment);
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        return StandInPayment.key(id).flatMap(this::find);
    }

    @Override
    public RefundOutcome refund(PaymentKey key, PaymentKey refundKey, Money amount) {
        Payment payment = find(key).orElseThrow(() -> unknown(key));
        if (amount.signum() <= 0 || !amount.currency().equals(payment.amount().currency())) {
            throw new IllegalArgumentException("refund " + refundKey + " is of " + amount
                    + ", it must be more than 0 and in the currency of the payment, " + payment.amount());
        }
        claim(refundKey, key, amount);
        StandInPayment after = update(key, it -> it.refunded(refundKey, amount, now()));
        return after.refunds().contains(refundKey)
                ? new RefundOutcome.Refunded(after.payment())
                : new RefundOutcome.Refused(
                        after.payment(), after.obstacle(amount).orElseThrow());
    }

    /** Ties a refund key to one wish, before anything is done for it. */
    private void claim(PaymentKey refundKey, PaymentKey payment, Money amount) {
        String wish = JsonNodeFactory.instance
                .objectNode()
                .put("payment", payment.value())
                .put("amount", amount.toString())
                .toString();
        Page claim = Page.first("refund/" + refundKey, wish, Optional.empty());
        if (!book.save(claim)) {
            String earlier = book.find(claim.name()).orElseThrow().text();
            if (!PaymentText.parsed(earlier).equals(PaymentText.parsed(wish))) {
                throw new IllegalArgumentException(
                        "refund key " + refundKey + " was used for " + earlier + ", it cannot be for " + wish);
            }
        }
    }

    @Override
    public NoticeOutcome read(byte[] body, Map<String, String> headers) {
        return reader.read(body, headers, now());
    }

    @Override
    public NoticeOutcome reread(Notice kept) {
        return NoticeReader.content(kept.id(), kept.body());
    }

    /** By the clock of the stand-in. */
    @Override
    public void undelivered(Instant since, Consumer<NoticeOutcome> each) {
        for (SignedNotice notice : notices.pending(Integer.MAX_VALUE, now())) {
            NoticeOutcome missed = NoticeReader.content(notice.id(), notice.body());
            boolean isOlder = missed.fold(
                    read -> read.madeAt().isBefore(since),
                    (unclear, reason) -> unclear.madeAt().isBefore(since),
                    reason -> false);
            if (!isOlder) {
                each.accept(missed);
            }
        }
    }

    @Override
    public void useMethod(AccountId account, String methodToken) {
        TestMethod method = TestMethod.of(methodToken);
        // what is due by now is charged by what he had
        billing.asOf(account, now());
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("method", method.token())
                .toString();
        Page page;
        do {
            page = book.find("method/" + account)
                    .map(before -> before.next(text, Optional.empty()))
                    .orElseGet(() -> Page.first("method/" + account, text, Optional.empty()));
        } while (!book.save(page));
        billing.change(account, now(), (it, running) -> running.methodChanged(now()));
    }

    @Override
    public Optional<String> methodOf(AccountId account) {
        return TestMethod.of(book, account).label();
    }

    @Override
    public List<OtherPayment> others(AccountId account, Instant since) {
        return book.find(OtherPayments.pageOf(account)).map(page -> OtherPayments.read(account, page.text())).stream()
                .flatMap(List::stream)
                .filter(payment -> !payment.at().isBefore(since))
                .toList();
    }

    /** Somebody has the customer pay something in the provider's dashboard. */
    public OtherPayment payElsewhere(AccountId account, Money amount) {
        while (true) {
            Optional<Page> before = book.find(OtherPayments.pageOf(account));
            List<OtherPayment> all = new ArrayList<>(
                    before.map(page -> OtherPayments.read(account, page.text())).orElse(List.of()));
            PaymentId id = new PaymentId("other-" + account + "-" + (all.size() + 1));
            OtherPayment paid = new OtherPayment(id, account, amount, now());
            all.add(paid);
            String text = OtherPayments.write(all);
            Page page = before.map(old -> old.next(text, Optional.empty()))
                    .orElseGet(() -> Page.first(OtherPayments.pageOf(account), text, Optional.empty()));
            if (book.save(page)) {
                return paid;
            }
        }
    }

    /** The customer has been to the page of a payment that required it. */
    public Payment authenticate(PaymentKey key, boolean succeeds) {
        return update(key, it -> it.authenticated(succeeds, now())).payment();
    }

    /** The bank has decided on a payment that is processing, earlier than it would. */
    public Payment decide(PaymentKey key) {
        Payment decided = update(key, it -> it.decided(now())).payment();
        written.paymentChanged(key, now());
        return decided;
    }

    /** The customer wants back from his bank what is left of a payment. */
    public Payment openDispute(PaymentKey key, String reason) {
        return update(key, it -> it.disputed(reason, now())).payment();
    }

    public Payment closeDispute(PaymentKey key, boolean won) {
        return update(key, it -> it.disputeClosed(won, now())).payment();
    }

    /** Somebody gives back money in the provider's dashboard. */
    public Payment refundFromOutside(PaymentKey key, Money amount) {
        return update(key, it -> it.refundedFromOutside(amount, now())).payment();
    }

    /**
     * Notices that nobody has taken, the oldest first, signed now: signed again each time they are asked for, under the same
     * id. They stay until {@link #delivered}, however often they are sent.
     */
    public List<SignedNotice> pendingNotices(int limit) {
        return notices.pending(limit, now());
    }

    /** Somebody has taken a notice; once more changes nothing. */
    public void delivered(SignedNotice notice) {
        String page = notice.page();
        if (page.startsWith(StandInCheckout.PAGE)) {
            PaymentKey checkout = new PaymentKey(page.substring(StandInCheckout.PAGE.length()));
            written.updateCheckout(checkout, now(), it -> it.delivered(notice.number()));
        } else if (page.startsWith(StandInCustomer.PAGE)) {
            written.updateCustomer(page, it -> it.delivered(notice.number()));
        } else if (page.startsWith(StandInAccount.PAGE)) {
            AccountId account =
                    AccountText.account(book.find(page).orElseThrow().text());
            billing.change(account, now(), (it, running) -> it.delivered(notice.number()));
        } else {
            PaymentKey payment = new PaymentKey(page.substring(StandInPayment.PAGE.length()));
            update(payment, it -> it.delivered(notice.number()));
        }
    }

    private Optional<StandInPayment> look(PaymentKey key) {
        return written.payment(key, now());
    }

    private StandInPayment update(PaymentKey key, UnaryOperator<StandInPayment> change) {
        while (true) {
            Page page = book.find(name(key)).orElseThrow(() -> unknown(key));
            StandInPayment before = PaymentText.read(page.text());
            StandInPayment after = change.apply(before.asOf(now()));
            if (after.equals(before) || book.save(page.next(PaymentText.write(after), after.dueAt()))) {
                return after;
            }
        }
    }

    private static String name(PaymentKey key) {
        return StandInPayment.PAGE + key;
    }

    private static IllegalArgumentException unknown(PaymentKey key) {
        return new IllegalArgumentException("there is no payment " + key);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
