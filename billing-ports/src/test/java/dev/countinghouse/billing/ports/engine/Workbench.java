package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** An engine on storage in memory with a clock moved by hand, and short words for what tests do with it. */
public final class Workbench {

    public static final AccountId ACME = new AccountId("acme");
    public static final AccountId GLOBEX = new AccountId("globex");
    public static final SubscriptionId MAIN = new SubscriptionId("main");
    public static final Currency USD = Currency.getInstance("USD");

    public final HandClock clock;
    public final Storage storage;
    public final BillingEngine engine;
    private long events;

    public Workbench(Storage storage, HandClock clock) {
        this(storage, clock, wiring -> wiring);
    }

    public Workbench(Storage storage, HandClock clock, UnaryOperator<BillingEngineBuilder> more) {
        this.storage = storage;
        this.clock = clock;
        this.engine = more.apply(BillingEngine.builder().storage(storage).testClock(clock))
                .build();
    }

    /** Starts at an instant and sells a catalogue. */
    public static Workbench at(String instant, Catalogue catalogue) {
        Workbench bench = new Workbench(InMemoryStorage.empty(), new HandClock(Instant.parse(instant)));
        bench.engine.publishCatalogue().publish(catalogue);
        return bench;
    }

    public static Catalogue catalogue(String text) {
        return CatalogueReader.read("test.yaml", text).orThrow();
    }

    public Workbench open(AccountId id) {
        return open(account(id, ZoneOffset.UTC, USD));
    }

    public Workbench open(Account account) {
        assertThat(engine.openAccount().open(account)).isInstanceOf(OpenAccount.Outcome.Opened.class);
        return this;
    }

    public static Account account(AccountId id, ZoneId zone, Currency currency) {
        return new Account(id, Party.named("Party " + id), zone, currency, List.of(), new TreeSet<>());
    }

    /** Moves the clock. */
    public Workbench on(String instant) {
        clock.set(Instant.parse(instant));
        return this;
    }

    public StartSubscription.Order order(SubscriptionId id, AccountId account, String plan, long quantity) {
        return new StartSubscription.Order(
                id, account, new PlanKey(plan), quantity, clock.instant(), Lifecycle.Anchor.START, false, List.of());
    }

    /** Puts the account on a plan now. */
    public Subscription subscribe(AccountId account, String plan) {
        return subscribe(order(account.equals(ACME) ? MAIN : new SubscriptionId("main-" + account), account, plan, 1));
    }

    public Subscription subscribe(StartSubscription.Order order) {
        StartSubscription.Outcome outcome = engine.startSubscription().start(order);
        assertThat(outcome).isInstanceOf(StartSubscription.Outcome.Started.class);
        return ((StartSubscription.Outcome.Started) outcome).subscription();
    }

    public Subscription change(ChangeSubscription.Step step) {
        return change(MAIN, step);
    }

    public Subscription change(SubscriptionId id, ChangeSubscription.Step step) {
        SubscriptionChange outcome = engine.changeSubscription().change(id, step);
        assertThat(outcome).isInstanceOf(SubscriptionChange.Changed.class);
        return ((SubscriptionChange.Changed) outcome).subscription();
    }

    public static ChangeSubscription.Step.ToPlan toPlan(String plan, ChangeSubscription.When when) {
        return new ChangeSubscription.Step.ToPlan(new PlanKey(plan), 1, when);
    }

    /** Everything that falls due for the account by now. */
    public List<IssuedInvoice> close(AccountId account) {
        return engine.closePeriods().close(account);
    }

    /** Records one event of now. */
    public void use(AccountId account, String type, Map<String, Object> data) {
        record(List.of(submission(account, type, clock.instant(), data)));
    }

    /** Records many events of now that carry nothing. */
    public void count(AccountId account, String type, int times) {
        count(account, type, times, Map.of());
    }

    /** Records many events of now that carry the same. */
    public void count(AccountId account, String type, int times, Map<String, Object> data) {
        record(IntStream.range(0, times)
                .mapToObj(i -> submission(account, type, clock.instant(), data))
                .toList());
    }

    public void record(List<Submission> submissions) {
        assertThat(Set.copyOf(engine.recordUsage().record(submissions)))
                .hasOnlyElementsOfType(RecordUsage.Outcome.Accepted.class);
    }

    /** An event with a key of its own. */
    public Submission submission(AccountId account, String type, Instant time, Map<String, Object> data) {
        return new Submission(
                new EventKey("bench", String.format("%08d", ++events)), type, account.value(), time, data(data));
    }

    public static EventData data(Map<String, Object> data) {
        Map<String, Value> values = new TreeMap<>();
        data.forEach((name, value) -> values.put(name, value(value)));
        return EventData.of(values);
    }

    private static Value value(Object value) {
        if (value instanceof Boolean flag) {
            return new Value.Flag(flag);
        }
        return value instanceof Number number
                ? new Value.Numeric(new BigDecimal(number.toString()))
                : new Value.Text(value.toString());
    }

    public EvaluateQuota.Answer quota(AccountId account, String meter, long requested) {
        return engine.evaluateQuota().evaluate(account, new MeterKey(meter), Fraction.of(requested));
    }

    /** What an account used of a meter in a time. */
    public Fraction used(AccountId account, String meter, Period period) {
        ReadUsage.Query query =
                new ReadUsage.Query(account, new MeterKey(meter), Filter.ALL, List.of(), period, Optional.empty());
        return engine.readUsage().read(query).get(0).quantities().getOrDefault(new Group(List.of()), Fraction.ZERO);
    }

    /** All invoices of an account. */
    public List<IssuedInvoice> invoices(AccountId account) {
        return storage.transactions()
                .inTransaction(Scope.of(account), () -> storage.invoices().of(account));
    }

    public static List<String> totals(List<IssuedInvoice> invoices) {
        return invoices.stream()
                .map(invoice -> invoice.content().total().toDecimal())
                .toList();
    }

    /** What each line asks for, by description. */
    public static Map<String, String> amounts(IssuedInvoice invoice) {
        Map<String, String> amounts = new TreeMap<>();
        invoice.content()
                .lines()
                .forEach(line -> amounts.merge(
                        line.rated().description(), line.amount().toDecimal(), (one, other) -> one + " + " + other));
        return amounts;
    }
}
