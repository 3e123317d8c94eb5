package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driving.AdvanceClock;
import dev.countinghouse.billing.ports.driving.ChangeProviderInvoice;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.CollectInvoices;
import dev.countinghouse.billing.ports.driving.CopyInvoices;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import dev.countinghouse.billing.ports.driving.ExplainInvoice;
import dev.countinghouse.billing.ports.driving.ForgetNotices;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions;
import dev.countinghouse.billing.ports.driving.PayInvoice;
import dev.countinghouse.billing.ports.driving.PayWith;
import dev.countinghouse.billing.ports.driving.PreviewInvoice;
import dev.countinghouse.billing.ports.driving.ReadInvoices;
import dev.countinghouse.billing.ports.driving.ReadNotices;
import dev.countinghouse.billing.ports.driving.ReadProviderInvoices;
import dev.countinghouse.billing.ports.driving.ReadReceivables;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.driving.ReplayNotices;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.SweepNotices;
import java.util.Optional;

/** The driving ports of subscriptions and invoices; part of {@link BillingEngine}, which is what programs see. */
abstract sealed class InvoiceDoors extends GateDoors permits CheckoutDoors {

    private final BillingEngineBuilder wiring;
    final PeriodCloser closer;
    final ReceivableBook receivables;

    InvoiceDoors(BillingEngineBuilder wiring) {
        super(wiring);
        this.wiring = wiring;
        this.receivables = new ReceivableBook(books, till, wiring.dunning, this::termsChanged);
        InvoiceIssuer issuer = new InvoiceIssuer(
                books, wiring.seller, wiring.invoiceSeries, wiring.paymentTerm, receivables, wiring.invoicedBy == null);
        this.closer = new PeriodCloser(
                books, issuer, new AccountSettler(books, issuer, wiring.acceptedPast), new UsageBurner(books, desk));
    }

    public StartSubscription startSubscription() {
        return starter();
    }

    final SubscriptionStarter starter() {
        return new SubscriptionStarter(books, closer, desk, receivables, this::termsChanged);
    }

    public ChangeSubscription changeSubscription() {
        return changer();
    }

    final SubscriptionChanger changer() {
        return new SubscriptionChanger(books, closer, desk, this::termsChanged);
    }

    /** @throws IllegalStateException unless the builder was given a test clock */
    public AdvanceClock advanceClock() {
        return new ClockAdvancer(
                books,
                closer,
                till.payments() == null ? Optional.empty() : Optional.of(collector()),
                new AlertChecker(books),
                new CreditSettler(books, desk),
                sessionEnder(),
                Optional.ofNullable(wiring.subscriptions).map(this::mirrors),
                usageReporter(),
                wiring.testClock());
    }

    /** Whether a provider invoices, whose subscriptions are kept like ours. */
    public final boolean mirrorsSubscriptions() {
        return wiring.subscriptions != null;
    }

    /** @throws IllegalStateException unless the builder was told who invoices */
    public MirrorSubscriptions mirrorSubscriptions() {
        SubscriptionGateway given = wiring.subscriptions;
        if (given == null) {
            throw new IllegalStateException("nobody to keep subscriptions like ours: call mirrorTo(…) on the builder");
        }
        return mirrors(given);
    }

    final MirrorKeeper mirrors(SubscriptionGateway provider) {
        return new MirrorKeeper(new MirrorBook(receivables, changer()), provider, usageReporter());
    }

    final Optional<UsageReporter> usageReporter() {
        return Optional.ofNullable(wiring.meters).map(meters -> new UsageReporter(books, wiring.meterTill(), meters));
    }

    final Optional<NoticeHandler> subscriptionFollower() {
        return Optional.ofNullable(wiring.subscriptions)
                .map(provider -> new SubscriptionFollower(books, provider, mirrors(provider)));
    }

    public ReadSubscriptions readSubscriptions() {
        return new SubscriptionReader(books);
    }

    public PreviewInvoice previewInvoice() {
        return new InvoicePreviewer(books);
    }

    public ClosePeriods closePeriods() {
        return closer;
    }

    public ReadInvoices readInvoices() {
        return new InvoiceReader(books);
    }

    public ExplainInvoice explainInvoice() {
        return new InvoiceExplainer(books);
    }

    public CreditInvoice creditInvoice() {
        return new InvoiceCrediter(books, wiring.creditNoteSeries, receivables);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public CollectInvoices collectInvoices() {
        return collector();
    }

    final InvoiceCollector collector() {
        return new InvoiceCollector(receivables, changer());
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public PayInvoice payInvoice() {
        return new InvoicePayer(receivables, collector());
    }

    public ReadReceivables readReceivables() {
        return new ReceivableReader(books, wiring.dunning);
    }

    /** Whether a provider invoices, whose invoices are followed. */
    public final boolean followsInvoices() {
        return wiring.invoices != null;
    }

    /** Has none where this engine invoices. */
    public ReadProviderInvoices readProviderInvoices() {
        return new ProviderInvoiceReader(books);
    }

    /** @throws IllegalStateException unless the builder was told whose invoices are followed */
    public ChangeProviderInvoice changeProviderInvoice() {
        return new ProviderInvoiceChanger(invoices(), copier());
    }

    /** @throws IllegalStateException unless the builder was told whose invoices are followed */
    public CopyInvoices copyInvoices() {
        return new InvoiceSweeper(books, invoices(), copier());
    }

    final InvoiceCopier copier() {
        return new InvoiceCopier(books, invoices());
    }

    final InvoiceGateway invoices() {
        InvoiceGateway given = wiring.invoices;
        if (given == null) {
            throw new IllegalStateException("nobody whose invoices are followed: call invoicesOf(…) on the builder");
        }
        return given;
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public ReceiveNotices receiveNotices() {
        return new NoticeReceiver(books, world, till);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public SweepNotices sweepNotices() {
        return new NoticeReceiver(books, world, till);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public ReplayNotices replayNotices() {
        return new NoticeReplayer(books, world, till);
    }

    public ReadNotices readNotices() {
        return new NoticeLog(books, world);
    }

    public ForgetNotices forgetNotices() {
        return new NoticeLog(books, world);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public PayWith payWith() {
        return new MethodChooser(books, till, receivables);
    }
}
