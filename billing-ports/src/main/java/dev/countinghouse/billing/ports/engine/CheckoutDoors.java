package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.driving.RegisterAccount;
import dev.countinghouse.billing.ports.driving.ResumeCheckouts;
import dev.countinghouse.billing.ports.driving.SyncCustomers;
import dev.countinghouse.billing.ports.driving.WorkOffNotices;
import java.util.ArrayList;
import java.util.List;

/**
 * The driving ports of accounts, the provider's pages and his notices; part of {@link BillingEngine}, which is what
 * programs see.
 */
abstract sealed class CheckoutDoors extends InvoiceDoors permits BillingEngine {

    private final ReturnOrigins origins;

    CheckoutDoors(BillingEngineBuilder wiring) {
        super(wiring);
        this.origins = wiring.returnOrigins;
    }

    public OpenAccount openAccount() {
        return new AccountOpener(books, till);
    }

    public RegisterAccount registerAccount() {
        return new Registrar(books, accountRecipient(), closePeriods(), this::termsChanged);
    }

    final AccountRecipient accountRecipient() {
        return new AccountRecipient(books, openAccount(), starter());
    }

    /** @throws IllegalStateException unless the builder was told who takes payments and knows customers */
    public OpenCheckout openCheckout() {
        return new CheckoutOpener(books, till, checkoutSettler(), plans(), origins);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments and knows customers */
    public ResumeCheckouts resumeCheckouts() {
        return new CheckoutResumer(books, till, checkoutSettler());
    }

    /** @throws IllegalStateException unless the builder was told who knows customers */
    public OpenPortal openPortal() {
        return new PortalOpener(receivables, origins);
    }

    /** @throws IllegalStateException unless the builder was told who knows customers */
    public SyncCustomers syncCustomers() {
        return new CustomerSyncer(receivables);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public WorkOffNotices workOffNotices() {
        List<NoticeHandler> handlers = new ArrayList<>();
        if (till.hasCustomers()) {
            CheckoutFollower checkouts = new CheckoutFollower(books, till, checkoutSettler(), purchaseSettler());
            handlers.add(checkouts);
            handlers.add(new CustomerFollower(receivables));
            handlers.add(new PaymentFollower(books, till, purchaseSettler(), collector(), checkouts::follow));
        } else {
            handlers.add(new PaymentFollower(books, till, purchaseSettler(), collector(), purchase -> false));
        }
        return new NoticeWorker(books, world, new NoticeHandlers(handlers));
    }

    private PurchaseSettler purchaseSettler() {
        return new PurchaseSettler(books, desk, till);
    }

    private CheckoutSettler checkoutSettler() {
        return new CheckoutSettler(books, till, plans(), purchaseSettler(), receivables);
    }

    private CheckoutPlans plans() {
        return new CheckoutPlans(books, starter(), changer());
    }
}
