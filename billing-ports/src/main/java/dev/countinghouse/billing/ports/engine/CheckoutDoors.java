package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.driving.ReadUsageReports;
import dev.countinghouse.billing.ports.driving.Reconcile;
import dev.countinghouse.billing.ports.driving.RegisterAccount;
import dev.countinghouse.billing.ports.driving.ReportUsage;
import dev.countinghouse.billing.ports.driving.ResumeCheckouts;
import dev.countinghouse.billing.ports.driving.SyncCustomers;
import dev.countinghouse.billing.ports.driving.WorkOffNotices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The driving ports of accounts, the provider's pages, his notices and what he is told of usage; part of {@link BillingEngine}, which is what
 * programs see.
 */
abstract sealed class CheckoutDoors extends InvoiceDoors permits BillingEngine {

    private final ReturnOrigins origins;
    private final @Nullable MeterGateway meters;
    private final Till meterTill;
    private final boolean invoicesAreOurs;

    CheckoutDoors(BillingEngineBuilder wiring) {
        super(wiring);
        this.origins = wiring.returnOrigins;
        this.meters = wiring.meters;
        this.meterTill = wiring.meterTill();
        this.invoicesAreOurs = wiring.invoicedBy == null;
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
        if (meters != null) {
            handlers.add(new MeterFollower(books, meterTill, meters));
        }
        if (followsInvoices()) {
            handlers.add(new InvoiceFollower(copier()));
            handlers.add(new CreditNoteFollower(invoices(), copier()));
        }
        subscriptionFollower().ifPresent(handlers::add);
        return new NoticeWorker(books, world, new NoticeHandlers(handlers));
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public Reconcile reconcile() {
        return new Reconciler(
                books,
                till,
                purchaseSettler(),
                collector(),
                followsInvoices() ? Optional.of(invoices()) : Optional.empty(),
                Optional.ofNullable(meters)
                        .filter(given -> followsInvoices())
                        .map(given -> new ProvidedCheck(books, meterTill, given, invoices())),
                invoicesAreOurs);
    }

    /** Whether a provider invoices, who is told what is used. */
    public final boolean tellsUsage() {
        return meters != null;
    }

    /** @throws IllegalStateException unless the builder was told who invoices */
    public ReportUsage reportUsage() {
        return usageReporter()
                .orElseThrow(
                        () -> new IllegalStateException("nobody to tell usage to: call tellUsageTo(…) on the builder"));
    }

    public ReadUsageReports readUsageReports() {
        return new UsageReportReader(books);
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
