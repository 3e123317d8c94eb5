package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.credit.BurnLine;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Lease;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.CheckoutsContract;
import dev.countinghouse.billing.ports.driven.InvoicedUsage.Standing;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.driven.MirrorsContract;
import dev.countinghouse.billing.ports.driven.Notifications;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.PaymentRefs.Ref;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import dev.countinghouse.billing.ports.driven.ProviderInvoicesContract;
import dev.countinghouse.billing.ports.driven.ProvisionsContract;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Receivables;
import dev.countinghouse.billing.ports.driven.Reservations.Window;
import dev.countinghouse.billing.ports.driven.ReservationsContract;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.SessionsContract;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Teller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Fills every table for some accounts, and asks raw connections what they see. */
final class Tenants {

    private static final SimulationId SIMULATION = new SimulationId("simulation");

    private Tenants() {}

    static void publishCatalogue(Storage storage) {
        storage.transactions().inTransaction(Scope.SYSTEM, () -> {
            storage.catalogues().publish(new PublishedCatalogue(1, Samples.START, Samples.CATALOGUE));
            SimulationOrder order = new SimulationOrder(
                    new SimulatedTerms.Draft(Samples.CATALOGUE),
                    new SimulatedAccounts.All(),
                    new Period(Samples.START, Samples.START.plusSeconds(9)));
            return storage.simulations().add(SimulationJob.queued(SIMULATION, order, Samples.START));
        });
    }

    /** A row or more in every table with rows of tenants. */
    static void fill(Storage storage, AccountId account) {
        storage.transactions().inTransaction(Scope.of(account), () -> {
            assertThat(storage.accounts().add(Samples.account(account, "subject of " + account)))
                    .isTrue();
            assertThat(storage.subscriptions().add(Samples.subscribed(idOf(account), account, Samples.START)))
                    .isTrue();
            IssuedInvoice invoice = Samples.invoice(account, storage.invoices().nextNumber("INV"));
            assertThat(storage.invoices().add(new SubscriptionId(idOf(account)), Samples.START, invoice))
                    .isTrue();
            assertThat(storage.usage().append(List.of(Samples.event(account, "1"))))
                    .containsExactly(AppendOutcome.STORED);
            storage.invoicedUsage().save(account, new Standing(Samples.START, Optional.empty(), Optional.empty()));
            storage.invoices()
                    .restate(
                            invoice.number(),
                            Samples.restatement(
                                    new SubscriptionId(idOf(account)), Samples.START, invoice, invoice.content()));
            InvoiceNumber note = storage.invoices().nextNumber("CN");
            storage.invoices().addCreditNote(Samples.creditNote(invoice, note, 5));
            storage.keys().add(Samples.key(account.equals(new AccountId("acme")) ? 1 : 2, Optional.of(account)));
            correct(storage, account);
            storage.accountClocks().move(account, Samples.START);
            storage.simulations()
                    .keep(SIMULATION, new SimulationResult(account, new Skipped(Reason.NO_PERIOD, "no period")));
            storage.outbox().append(new OutboxMessage(account, "test", "1", "{}", Samples.START));
            int number = account.equals(new AccountId("acme")) ? 1 : 2;
            storage.endpoints().add(Notifications.endpoint(number, Optional.of(account)));
            Delivery delivery = Notifications.delivery(account, number, 1, Samples.START);
            assertThat(storage.deliveries().add(delivery)).isTrue();
            storage.deliveries()
                    .note(
                            delivery.key(),
                            new Attempt(1, Samples.START, Duration.ZERO, Optional.of(200), Optional.empty()));
            alert(storage, account);
            storage.purchases().add(Samples.purchase(account, new PurchaseId("1"), Samples.START), Samples.START);
            storage.purchases().stopTopUps(account, Optional.of("test"));
            storage.receivables()
                    .add(
                            Receivable.of(Samples.invoice(account, new InvoiceNumber(account.value(), 1)))
                                    .orElseThrow(),
                            new Receivables.Next(Optional.empty(), Optional.empty()));
            storage.provisions().add(ProvisionsContract.ofAccount(account, "1"), Samples.START);
            storage.customerRefs().add(account, new CustomerRef("cus_" + number));
            storage.paymentRefs().add(Ref.asked(new PaymentKey("key-" + number), account, "wish", Samples.START));
            provider(storage, account);
            credits(storage, account);
            session(storage, account);
            gate(storage, account);
            return true;
        });
    }

    private static void provider(Storage storage, AccountId account) {
        storage.customers().changed(account, Samples.START);
        storage.checkouts().add(CheckoutsContract.setUp(account, "1"), Samples.START);
        storage.usageReports().watch(account, Samples.START);
        UsageReport report = MeterGatewayContract.report(account, "pro:calls", 1, Samples.START, 1);
        storage.usageReports().save(MeterTally.nothing(account, "pro:calls", report.period()));
        storage.usageReports().add(report);
        storage.providerInvoices()
                .put(
                        ProviderInvoicesContract.bare(account, "in_" + idOf(account), Status.OPEN, 0),
                        Samples.START,
                        ProviderInvoices.NONE);
        storage.providerInvoices().watch(account, Samples.START, Samples.START);
        storage.mirrors().note(account, Samples.START);
        storage.mirrors().save(MirrorsContract.mirror(account, "main", "sub_" + idOf(account)));
    }

    private static void credits(Storage storage, AccountId account) {
        storage.journal().open(account);
        storage.journal().setCreditLine(account, Teller.usd("1"));
        new Teller(storage).within(List.of(Needs.of(account, Samples.START)), book -> {
            book.granting().grant(Teller.gift("gift", Teller.usd("9")));
            book.holding().hold(Teller.hold("hold", Teller.usd("1"), Duration.ofHours(1)));
            BurnLine line = new BurnLine(
                    new SubscriptionId(idOf(account)),
                    Samples.START,
                    new SubscriptionId(idOf(account)),
                    Samples.plan("standard").id(),
                    "tokens");
            book.burning().burnTo(line, Teller.usd("2"), SpendPurpose.GENERAL);
        });
    }

    private static void session(Storage storage, AccountId account) {
        storage.sessions().add(SessionsContract.session(account, "one", Samples.START), Samples.START);
        storage.ownerships()
                .add(new Ownership(
                        new OwnershipId("one"),
                        account,
                        new ProductKey("ml-ready"),
                        "mine",
                        "",
                        Teller.usd("5"),
                        Samples.START));
    }

    private static void gate(Storage storage, AccountId account) {
        LimitMeasure calls = new LimitMeasure.Calls();
        storage.limits()
                .save(
                        account,
                        new UsageLimit(new LimitId("one"), calls, Optional.empty(), LimitWindow.MINUTE, Fraction.ONE));
        Map<BoundKey, String> parts = Map.of(new BoundKey("meter/tokens"), "1");
        storage.reservations()
                .save(
                        account,
                        List.of(ReservationsContract.reservation("one", Samples.START.plusSeconds(9), parts)),
                        Map.of(new Window(BoundKey.of(new LimitId("one"), ""), Samples.START), Fraction.ONE));
        storage.reservations()
                .lend(
                        account,
                        List.of(Lease.first(account, "redis", new BoundKey("meter/tokens"))
                                .grant(Fraction.ONE, Samples.START)));
    }

    private static void alert(Storage storage, AccountId account) {
        storage.alertWatch().looked(account, Samples.START, Optional.empty());
        storage.alerts().saveThresholds(account, Optional.of(Thresholds.USUAL));
        Money amount = Money.parse("10.00", Samples.USD);
        storage.budgets()
                .save(new Budget(
                        account,
                        new BudgetId("all"),
                        Budget.Measure.CHARGE,
                        amount,
                        Optional.empty(),
                        new BudgetWindow.Month(),
                        Budget.Kind.SOFT,
                        Optional.empty()));
        assertThat(storage.alerts()
                        .add(new Alert(
                                account,
                                new AlertSubject.OfMeter(new MeterKey("tokens")),
                                new Period(Samples.START, Samples.START.plusSeconds(9)),
                                Fraction.of(80),
                                Fraction.of(8),
                                Fraction.of(10),
                                Samples.START,
                                Optional.empty())))
                .isTrue();
    }

    /** Another event, voided, and one that waits in a backfill. */
    private static void correct(Storage storage, AccountId account) {
        Warrant warrant = new Warrant("test", "to have a row", Samples.START);
        UsageEvent wrong = Samples.event(account, "2");
        storage.usage().append(List.of(wrong));
        storage.corrections()
                .correct(account, Set.of(wrong.key()), warrant, recorded -> List.of(UsageChange.voided(wrong)));
        Backfill backfill = Backfill.open(
                account, new BackfillId("backfill"), new Period(Samples.START, Samples.START.plusSeconds(9)), warrant);
        assertThat(storage.backfills().add(backfill)).isTrue();
        assertThat(storage.backfills().stage(backfill, List.of(Samples.event(account, "3"))))
                .containsExactly(AppendOutcome.STORED);
    }

    private static String idOf(AccountId account) {
        return "sub-" + Integer.toHexString(account.value().hashCode());
    }

    /** All tables and views with rows of tenants; partitions are read through the table they are part of. */
    static List<String> tables(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            return texts(
                    connection,
                    """
                    select relname
                      from pg_class
                     where relkind in ('r', 'p', 'v') and not relispartition and relnamespace = 'public'::regnamespace
                       and exists (select from pg_attribute
                                    where attrelid = pg_class.oid and attname = 'account_id' and not attisdropped)
                     order by relname
                    """);
        }
    }

    /** Whose rows a query without a WHERE finds, in any table. */
    static TreeSet<String> seenOn(Connection connection, List<String> tables) throws SQLException {
        TreeSet<String> seen = new TreeSet<>();
        for (String table : tables) {
            seen.addAll(texts(connection, "select distinct account_id from " + table));
        }
        return seen;
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
