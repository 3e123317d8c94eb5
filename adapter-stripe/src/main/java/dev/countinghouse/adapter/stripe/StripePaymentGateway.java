package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Payments at Stripe: a payment intent each. It is asked outside of transactions only; what it has to remember, it remembers
 * in its own.
 */
public final class StripePaymentGateway implements PaymentGateway {

    private final StripeMemory memory;
    private final StripePayments payments;
    private final StripeRefunds refunds;
    private final StripeMethods methods;
    private final NoticeReader notices;
    private final StripeMissed missed;
    private final InstantSource clock;

    /** @param clock the real one, whatever time the engine takes it to be: Stripe signs and dates by it */
    public StripePaymentGateway(
            StripeConnection stripe, StripeSettings settings, Storage storage, InstantSource clock) {
        this.memory = new StripeMemory(storage.transactions(), storage.customerRefs(), storage.paymentRefs());
        StripeCustomers customers = new StripeCustomers(stripe, memory);
        StripeMoneyBack back = new StripeMoneyBack(stripe);
        StripeIntents intents = new StripeIntents(stripe, settings.returnPage());
        StripeCheckouts checkouts = new StripeCheckouts(new StripeSessions(stripe), back, memory, clock);
        this.payments = new StripePayments(intents, customers, checkouts, back, memory, clock);
        this.refunds = new StripeRefunds(stripe, payments, back, memory);
        this.methods = new StripeMethods(stripe, customers, memory);
        this.notices = new NoticeReader(settings.webhookSecrets());
        this.missed = new StripeMissed(stripe);
        this.clock = clock;
    }

    @Override
    public Payment charge(ChargeOrder order) {
        memory.requireNoTransaction();
        return payments.charge(order);
    }

    @Override
    public Optional<Payment> find(PaymentKey key) {
        memory.requireNoTransaction();
        return payments.find(key);
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        memory.requireNoTransaction();
        return payments.find(id);
    }

    @Override
    public List<OtherPayment> others(AccountId account, Instant since) {
        memory.requireNoTransaction();
        return payments.others(account, since);
    }

    @Override
    public RefundOutcome refund(PaymentKey payment, PaymentKey refundKey, Money amount) {
        memory.requireNoTransaction();
        return refunds.refund(payment, refundKey, amount, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public NoticeOutcome read(byte[] body, Map<String, String> headers) {
        return notices.read(body, headers, clock.instant());
    }

    @Override
    public NoticeOutcome reread(Notice kept) {
        return NoticeReader.content(kept.body());
    }

    @Override
    public void undelivered(Instant since, Consumer<NoticeOutcome> each) {
        memory.requireNoTransaction();
        missed.since(since, each);
    }

    @Override
    public void useMethod(AccountId account, String methodToken) {
        memory.requireNoTransaction();
        methods.use(account, methodToken);
    }

    @Override
    public Optional<String> methodOf(AccountId account) {
        memory.requireNoTransaction();
        return methods.labelOf(account);
    }
}
