package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wires an engine. Where it keeps its data has no default, so that nobody bills into memory by accident: call {@link
 * #inMemory()} or {@link #storage}.
 */
public final class BillingEngineBuilder {

    private @Nullable Storage storage;
    private @Nullable PriceBookFile priceBook;
    private @Nullable OutboxSink sink;
    private InstantSource clock = InstantSource.system();

    Party seller = Party.named("Seller");
    String invoiceSeries = "INV";
    String creditNoteSeries = "CN";
    Duration paymentTerm = Duration.ofDays(14);
    Duration acceptedPast = Duration.ofDays(35);
    Duration acceptedFuture = Duration.ofMinutes(5);
    ExchangeRates exchangeRates = ExchangeRates.NONE;
    Gathering.Limits usageLimits = Gathering.Limits.STANDARD;
    Consumer<List<RecordUsage.Outcome>> usageWatcher = outcomes -> {};

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

    /** For margins of accounts that are not billed in USD; none by default. */
    public BillingEngineBuilder exchangeRates(ExchangeRates exchangeRates) {
        this.exchangeRates = exchangeRates;
        return this;
    }

    /** Where messages about what happened go; without one they are kept and not delivered. */
    public BillingEngineBuilder sink(OutboxSink sink) {
        this.sink = sink;
        return this;
    }

    public BillingEngine build() {
        return new BillingEngine(this);
    }

    Books books() {
        Storage kept = storage;
        if (kept == null) {
            throw new IllegalStateException("no storage: call inMemory() or storage(…) on the builder");
        }
        return new Books(
                kept.transactions(),
                kept.catalogues(),
                kept.accounts(),
                kept.subscriptions(),
                kept.usage(),
                kept.invoicedUsage(),
                kept.corrections(),
                kept.backfills(),
                kept.invoices(),
                kept.keys(),
                kept.outbox(),
                clock);
    }

    OutboxSink sink() {
        OutboxSink chosen = sink;
        if (chosen == null) {
            throw new IllegalStateException("nowhere to deliver messages to: call sink(…) on the builder");
        }
        return chosen;
    }

    PriceBookFile priceBook() {
        PriceBookFile chosen = priceBook;
        return chosen == null ? PriceBookFile.bundled() : chosen;
    }
}
