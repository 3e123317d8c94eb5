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
import dev.countinghouse.billing.ports.pricebook.PriceBookFile;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an engine is made of, as {@link BillingEngineBuilder} was told it. */
abstract sealed class Wiring permits BillingEngineBuilder {

    @Nullable
    Storage storage;

    @Nullable
    PriceBookFile priceBook;

    @Nullable
    OutboxSink sink;

    @Nullable
    WebPost webPost;

    @Nullable
    Mail mail;

    @Nullable
    PaymentGateway payments;

    @Nullable
    CustomerGateway customers;

    @Nullable
    MeterGateway meters;

    @Nullable
    InstantSource metersClock;

    @Nullable
    SubscriptionGateway subscriptions;

    @Nullable
    PriceGateway invoicedBy;

    @Nullable
    InvoiceGateway invoices;

    @Nullable
    InfrastructureProvider infrastructure;

    @Nullable
    Keyring keyring;

    @Nullable
    TestClock testClock;

    InstantSource clock = InstantSource.system();
    InstantSource worldClock = InstantSource.system();

    @Nullable
    LeaseHolder leases;

    Duration termsFresh = Duration.ofMinutes(1);
    LedgerKey ledgerKey = LedgerKey.of("0".repeat(64));
    TargetRules targets = TargetRules.PUBLIC_ONLY;
    RetrySchedule retries = RetrySchedule.STANDARD;
    RandomGenerator jitter = new SecureRandom();

    ReturnOrigins returnOrigins = ReturnOrigins.LOCAL;
    SessionRules sessionRules = SessionRules.STANDARD;
    DunningSchedule dunning = DunningSchedule.USUAL;
    Party seller = Party.named("Seller");
    String invoiceSeries = "INV";
    String creditNoteSeries = "CN";
    Duration paymentTerm = Duration.ofDays(14);
    Duration acceptedPast = Duration.ofDays(35);
    Duration acceptedFuture = Duration.ofMinutes(5);
    ExchangeRates exchangeRates = ExchangeRates.NONE;
    Thresholds thresholds = Thresholds.USUAL;
    Gathering.Limits usageLimits = Gathering.Limits.STANDARD;
    Consumer<List<RecordUsage.Outcome>> usageWatcher = outcomes -> {};

    Books books() {
        Storage kept = storage;
        if (kept == null) {
            throw new IllegalStateException("no storage: call inMemory() or storage(…) on the builder");
        }
        Books.Habits habits =
                new Books.Habits(testClock != null, meters != null, invoices != null, subscriptions != null);
        return Books.of(kept, ledgerKey, thresholds, clock, habits);
    }

    /** By the clock of whom usage is told to. */
    Till meterTill() {
        return new Till(payments, customers, metersClock == null ? worldClock : metersClock);
    }

    Till till() {
        return new Till(payments, customers, worldClock);
    }

    Site site() {
        return new Site(infrastructure, worldClock);
    }

    TestClock testClock() {
        TestClock given = testClock;
        if (given == null) {
            throw new IllegalStateException("no clock to be moved: call testClock(…) on the builder");
        }
        return given;
    }

    World world(SecureRandom random) {
        return new World(
                worldClock,
                Optional.ofNullable(keyring),
                targets,
                retries,
                jitter,
                random,
                Optional.ofNullable(webPost),
                Optional.ofNullable(mail));
    }

    OutboxSink sink() {
        if (sink == null && webPost == null && mail == null) {
            throw new IllegalStateException(
                    "nowhere to deliver messages to: call sink(…), webPost(…) or mail(…) on the builder");
        }
        return sink == null ? message -> {} : sink;
    }

    PriceBookFile priceBook() {
        return priceBook == null ? PriceBookFile.bundled() : priceBook;
    }
}
