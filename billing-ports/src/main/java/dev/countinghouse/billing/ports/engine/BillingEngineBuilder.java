package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.notification.Keyring;
import dev.countinghouse.billing.domain.notification.RetrySchedule;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Mail;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.TestClock;
import dev.countinghouse.billing.ports.driven.WebPost;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.gathering.Gathering;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Wires an engine. Where it keeps its data has no default, so that nobody bills into memory by accident: call {@link
 * #inMemory()} or {@link #storage}.
 */
public final class BillingEngineBuilder extends Wiring {

    BillingEngineBuilder() {}

    /** Keeps everything in this process and loses it with it: for trying out, demos and tests. */
    public BillingEngineBuilder inMemory() {
        return storage(InMemoryStorage.empty());
    }

    public BillingEngineBuilder storage(Storage storage) {
        this.storage = storage;
        return this;
    }

    /** The clock everything is dated by; the system's by default. */
    public BillingEngineBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /** A clock moved by hand, for trying things out; accounts may have clocks of their own then, see {@code AdvanceClock}. */
    public BillingEngineBuilder testClock(TestClock testClock) {
        this.testClock = testClock;
        return clock(testClock);
    }

    /** Who invoices are from. */
    public BillingEngineBuilder seller(Party seller) {
        this.seller = seller;
        return this;
    }

    /** The series invoices and credit notes are numbered in; each issuing legal entity needs its own. */
    public BillingEngineBuilder numberSeries(String invoices, String creditNotes) {
        this.invoiceSeries = invoices;
        this.creditNoteSeries = creditNotes;
        return this;
    }

    /** What follows when an invoice is not paid; four more tries in a week by default, restricted after 10 days. */
    public BillingEngineBuilder dunning(DunningSchedule dunning) {
        this.dunning = dunning;
        return this;
    }

    /** How long after issue an invoice is due; 14 days by default. */
    public BillingEngineBuilder paymentTerm(Duration paymentTerm) {
        this.paymentTerm = paymentTerm;
        return this;
    }

    /** How far in the past and the future the time of an event may lie; 35 days and 5 minutes by default. */
    public BillingEngineBuilder acceptedWindow(Duration past, Duration future) {
        this.acceptedPast = past;
        this.acceptedFuture = future;
        return this;
    }

    /**
     * How events of callers that come at the same time are stored.
     *
     * @param together how many events at most in one transaction, 2,000 by default; a caller that brings more has one of
     *     its own
     * @param waiting how many may wait, 20,000 by default; whoever brings more is told to try again
     * @param atOnce how many such transactions there are at the same time, 2 by default
     */
    public BillingEngineBuilder usageLimits(int together, int waiting, int atOnce) {
        this.usageLimits = new Gathering.Limits(together, waiting, atOnce);
        return this;
    }

    /** Sees what became of the events of each call once they are stored, for metrics; it must not throw. */
    public BillingEngineBuilder usageWatcher(Consumer<List<RecordUsage.Outcome>> watcher) {
        this.usageWatcher = watcher;
        return this;
    }

    /** What LLM providers charge; the snapshot that ships with the engine by default. */
    public BillingEngineBuilder priceBook(PriceBookFile priceBook) {
        this.priceBook = priceBook;
        return this;
    }

    /** What accounts are alerted of that have chosen nothing else; 80, 100 and 120 per cent by default. */
    public BillingEngineBuilder thresholds(Thresholds thresholds) {
        this.thresholds = thresholds;
        return this;
    }

    /** For margins of accounts that are not billed in USD; none by default. */
    public BillingEngineBuilder exchangeRates(ExchangeRates exchangeRates) {
        this.exchangeRates = exchangeRates;
        return this;
    }

    /** Where messages about what happened go, besides endpoints; with neither they are kept and not delivered. */
    public BillingEngineBuilder sink(OutboxSink sink) {
        this.sink = sink;
        return this;
    }

    /** What posts to endpoints that are URLs. */
    public BillingEngineBuilder webPost(WebPost webPost) {
        this.webPost = webPost;
        return this;
    }

    /** What writes to endpoints that are e-mail addresses. */
    public BillingEngineBuilder mail(Mail mail) {
        this.mail = mail;
        return this;
    }

    /** Who takes money; without one no credits are sold, and invoices are issued and not collected. */
    public BillingEngineBuilder payments(PaymentGateway payments) {
        this.payments = payments;
        return this;
    }

    /** The same provider, who knows customers and has pages for them, and where those may lead back to. None by default. */
    public BillingEngineBuilder customers(CustomerGateway customers, ReturnOrigins backTo) {
        this.customers = customers;
        this.returnOrigins = backTo;
        return this;
    }

    /**
     * The same provider, who invoices, what this engine does by default: then it issues none. A catalogue that he would invoice
     * otherwise than it says is not published. One of the two for good.
     */
    public BillingEngineBuilder invoicedBy(PriceGateway provider) {
        this.invoicedBy = provider;
        return this;
    }

    /** The same provider, who adds up the usage that he is told; that of subscriptions that were started before is not. */
    public BillingEngineBuilder tellUsageTo(MeterGateway meters) {
        this.meters = meters;
        return this;
    }

    /** @param clock by which he takes what he is told, if that is not the world's */
    public BillingEngineBuilder tellUsageTo(MeterGateway meters, InstantSource clock) {
        this.meters = meters;
        this.metersClock = clock;
        return this;
    }

    /** The same provider, whose invoices are copied here and followed. */
    public BillingEngineBuilder invoicesOf(InvoiceGateway invoices) {
        this.invoices = invoices;
        return this;
    }

    /** The same provider, whose subscriptions are kept like ours; those that were started before are not. */
    public BillingEngineBuilder mirrorTo(SubscriptionGateway subscriptions) {
        this.subscriptions = subscriptions;
        return this;
    }

    /** Who creates what accounts and sandboxes of sessions need; without one there are none. */
    public BillingEngineBuilder infrastructure(InfrastructureProvider infrastructure) {
        this.infrastructure = infrastructure;
        return this;
    }

    /** What signing secrets are sealed with before they are stored; without it there are no webhooks. */
    public BillingEngineBuilder keyring(Keyring keyring) {
        this.keyring = keyring;
        return this;
    }

    /**
     * What entries of the ledger are sealed with. Without one, which is for trying out, whoever can write rows can also make
     * seals that fit.
     */
    public BillingEngineBuilder ledgerKey(LedgerKey ledgerKey) {
        this.ledgerKey = ledgerKey;
        return this;
    }

    /** How sessions are paid and watched; ten minutes ahead, five without a sign of life, one of grace by default. */
    public BillingEngineBuilder sessionRules(SessionRules sessionRules) {
        this.sessionRules = sessionRules;
        return this;
    }

    /** Which URLs endpoints may have; those on the public internet, with TLS, by default. What posts holds them too. */
    public BillingEngineBuilder targets(TargetRules targets) {
        this.targets = targets;
        return this;
    }

    /** How often a delivery is tried, and how the waits are drawn out; ten times in 75 hours by default. */
    public BillingEngineBuilder retries(RetrySchedule retries, RandomGenerator jitter) {
        this.retries = retries;
        this.jitter = jitter;
        return this;
    }

    /**
     * Has calls decided by spending what the storage lends, without asking it each time.
     *
     * @param fresh how long terms are remembered, at most; what changes them here is seen at once
     */
    public BillingEngineBuilder leases(LeaseHolder holder, Duration fresh) {
        this.leases = holder;
        this.termsFresh = fresh;
        return this;
    }

    /** What deliveries and claims are timed by, which is never moved by hand but in tests; the system's by default. */
    public BillingEngineBuilder worldClock(InstantSource worldClock) {
        this.worldClock = worldClock;
        return this;
    }

    public BillingEngine build() {
        return new BillingEngine(this);
    }
}
