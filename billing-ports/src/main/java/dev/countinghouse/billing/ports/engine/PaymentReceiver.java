package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PaymentNotice;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReceivePayment;
import java.util.Map;
import java.util.Optional;

/** Asks about the payment that a notice names: once to learn whose it is, and again where it is settled. */
final class PaymentReceiver implements ReceivePayment {

    private final Books books;
    private final PaymentGateway gateway;
    private final PurchaseSettler settler;

    PaymentReceiver(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.gateway = till.gateway();
        this.settler = new PurchaseSettler(books, desk, till);
    }

    @Override
    public Outcome receive(byte[] body, Map<String, String> headers) {
        return gateway.read(body, headers).<Outcome>fold(this::follow, Outcome.Foreign::new, Outcome.Refused::new);
    }

    private Outcome follow(PaymentNotice notice) {
        Optional<Purchase> purchase = gateway.find(notice.payment()).flatMap(this::purchase);
        purchase.ifPresent(about -> settler.settle(about.account(), about.id()));
        return purchase.isPresent() ? new Outcome.Accepted() : new Outcome.Foreign();
    }

    private Optional<Purchase> purchase(Payment payment) {
        return books.transactions().inTransaction(Scope.of(payment.account()), () -> books.purchases()
                .find(payment.account(), payment.key()));
    }
}
