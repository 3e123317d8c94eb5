package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks about a payment: once to learn whose it is, and again where it is settled. */
final class PaymentFollower implements NoticeHandler {

    private final Books books;
    private final PaymentGateway gateway;
    private final PurchaseSettler settler;
    private final InvoiceCollector collector;
    private final Predicate<Purchase> atCheckout;

    /** @param atCheckout follows the page a purchase is paid on, if it is: that comes first, whichever of its notices does */
    PaymentFollower(
            Books books,
            Till till,
            PurchaseSettler settler,
            InvoiceCollector collector,
            Predicate<Purchase> atCheckout) {
        this.books = books;
        this.gateway = till.gateway();
        this.settler = settler;
        this.collector = collector;
        this.atCheckout = atCheckout;
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.PAYMENT;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        Optional<Payment> payment = gateway.find(new PaymentId(about.id()));
        return payment.isPresent() && (isOfPurchase(payment.get()) || isOfInvoice(payment.get()));
    }

    private boolean isOfPurchase(Payment payment) {
        Optional<Purchase> purchase = books.transactions()
                .inTransaction(
                        Scope.of(payment.account()), () -> books.purchases().find(payment.account(), payment.key()));
        purchase.filter(found -> !atCheckout.test(found))
                .ifPresent(found -> settler.settle(found.account(), found.id()));
        return purchase.isPresent();
    }

    private boolean isOfInvoice(Payment payment) {
        Optional<Receivable> receivable = books.transactions()
                .inTransaction(
                        Scope.of(payment.account()), () -> books.receivables().find(payment.account(), payment.key()));
        receivable.ifPresent(found -> collector.settle(found.account(), found.invoice()));
        return receivable.isPresent();
    }
}
