package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Outcome;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.domain.simulation.SimulationTally;
import dev.countinghouse.billing.domain.simulation.SimulationTally.Total;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.driven.Simulations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** A row per job, which only the system sees, and a row per account and job. Whatever can be counted is not kept. */
final class PostgresSimulations implements Simulations {

    private final PostgresTransactions transactions;

    PostgresSimulations(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    private Session system() {
        Session session = transactions.current();
        session.requireSystem();
        return session;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean add(SimulationJob job) {
        SimulationOrder order = job.order();
        return system().update(
                                """
                                insert into simulation (
                                    simulation_id, plan, version, draft, on_plan, listed, range_start, range_end,
                                    ordered_at, state, total, finished_at, failure)
                                values (?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """,
                                job.id().value(),
                                plan(order.terms()).map(PlanKey::value),
                                version(order.terms()),
                                draft(order.terms()).map(CatalogueWriter::json),
                                onPlan(order.accounts()),
                                listed(order.accounts()),
                                order.range().start(),
                                order.range().end(),
                                job.orderedAt(),
                                word(job.state()),
                                job.total(),
                                job.finishedAt(),
                                job.failure())
                == 1;
    }

    private static Optional<PlanKey> plan(SimulatedTerms terms) {
        if (terms instanceof SimulatedTerms.Drafted drafted) {
            return Optional.of(drafted.plan());
        }
        return terms instanceof SimulatedTerms.Published published
                ? Optional.of(published.plan().plan())
                : Optional.empty();
    }

    private static Optional<Integer> version(SimulatedTerms terms) {
        return terms instanceof SimulatedTerms.Published published
                ? Optional.of(published.plan().version())
                : Optional.empty();
    }

    private static Optional<Catalogue> draft(SimulatedTerms terms) {
        if (terms instanceof SimulatedTerms.Drafted drafted) {
            return Optional.of(drafted.draft());
        }
        return terms instanceof SimulatedTerms.Draft draft ? Optional.of(draft.draft()) : Optional.empty();
    }

    private static Optional<String> onPlan(SimulatedAccounts accounts) {
        return accounts instanceof SimulatedAccounts.OnPlan on
                ? Optional.of(on.plan().value())
                : Optional.empty();
    }

    private static Optional<Collection<String>> listed(SimulatedAccounts accounts) {
        return accounts instanceof SimulatedAccounts.Listed listed
                ? Optional.of(listed.accounts().stream().map(AccountId::value).toList())
                : Optional.empty();
    }

    @Override
    public Optional<SimulationJob> find(SimulationId id) {
        return system().queryOne(
                        """
                        select *, coalesce(listed, '{}') as accounts
                          from simulation
                         where simulation_id = ?
                        """,
                        PostgresSimulations::job,
                        id.value());
    }

    private static SimulationJob job(Row row) throws SQLException {
        return new SimulationJob(
                new SimulationId(row.text("simulation_id")),
                new SimulationOrder(
                        terms(row), accounts(row), new Period(row.instant("range_start"), row.instant("range_end"))),
                row.instant("ordered_at"),
                SimulationJob.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalText("total").map(Long::valueOf),
                row.optionalInstant("finished_at"),
                row.optionalText("failure"));
    }

    private static SimulatedTerms terms(Row row) throws SQLException {
        Optional<String> plan = row.optionalText("plan");
        Optional<String> draft = row.optionalText("draft");
        if (draft.isEmpty()) {
            PlanKey published = new PlanKey(plan.orElseThrow());
            return new SimulatedTerms.Published(new PlanVersionId(published, Math.toIntExact(row.whole("version"))));
        }
        Catalogue catalogue =
                CatalogueReader.read("a simulation's draft", draft.get()).orThrow();
        return plan.isPresent()
                ? new SimulatedTerms.Drafted(catalogue, new PlanKey(plan.get()))
                : new SimulatedTerms.Draft(catalogue);
    }

    private static SimulatedAccounts accounts(Row row) throws SQLException {
        Optional<String> onPlan = row.optionalText("on_plan");
        if (onPlan.isPresent()) {
            return new SimulatedAccounts.OnPlan(new PlanKey(onPlan.get()));
        }
        TreeSet<AccountId> listed = new TreeSet<>();
        row.texts("accounts").forEach(account -> listed.add(new AccountId(account)));
        return listed.isEmpty() ? new SimulatedAccounts.All() : new SimulatedAccounts.Listed(listed);
    }

    @Override
    public List<SimulationId> unfinished() {
        return system().query(
                        """
                        select simulation_id
                          from simulation
                         where finished_at is null
                         order by ordered_at, simulation_id
                        """,
                        row -> new SimulationId(row.text("simulation_id")));
    }

    @Override
    public void start(SimulationId id, long total) {
        system().update(
                        "update simulation set state = 'running', total = ? where simulation_id = ? and state = 'queued'",
                        total,
                        id.value());
    }

    @Override
    public void finish(SimulationId id, SimulationJob.State state, Instant at, Optional<String> failure) {
        system().update(
                        """
                        update simulation
                           set state = ?, finished_at = ?, failure = ?
                         where simulation_id = ? and finished_at is null
                        """,
                        word(state),
                        at,
                        failure,
                        id.value());
    }

    @Override
    public void keep(SimulationId id, SimulationResult result) {
        Session session = transactions.current();
        session.requireBound(result.account());
        Optional<Compared> compared =
                Optional.of(result.outcome()).filter(Compared.class::isInstance).map(Compared.class::cast);
        Optional<Skipped> skipped =
                Optional.of(result.outcome()).filter(Skipped.class::isInstance).map(Skipped.class::cast);
        session.update(
                """
                insert into simulation_result (
                    account_id, simulation_id, currency, actual_minor, simulated_minor, skipped, detail)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """,
                result.account().value(),
                id.value(),
                compared.map(each -> each.actual().currency().getCurrencyCode()),
                compared.map(each -> each.actual().minorUnits()),
                compared.map(each -> each.simulated().minorUnits()),
                skipped.map(each -> word(each.reason())),
                skipped.map(Skipped::detail));
    }

    @Override
    public List<SimulationResult> results(SimulationId id, Optional<AccountId> after, int limit) {
        return system().query(
                        """
                        select *
                          from simulation_result
                         where simulation_id = ? and account_id > ?
                         order by account_id
                         limit ?
                        """,
                        PostgresSimulations::result,
                        id.value(),
                        after.map(AccountId::value).orElse(""),
                        limit);
    }

    private static SimulationResult result(Row row) throws SQLException {
        return new SimulationResult(new AccountId(row.text("account_id")), outcome(row));
    }

    private static Outcome outcome(Row row) throws SQLException {
        Optional<String> skipped = row.optionalText("skipped");
        if (skipped.isPresent()) {
            return new Skipped(Reason.valueOf(skipped.get().toUpperCase(Locale.ROOT)), row.text("detail"));
        }
        Currency currency = Currency.getInstance(row.text("currency"));
        return new Compared(
                new Money(row.whole("actual_minor"), currency), new Money(row.whole("simulated_minor"), currency));
    }

    @Override
    public Optional<AccountId> lastAccount(SimulationId id) {
        return system().queryOne(
                        """
                        select account_id
                          from simulation_result
                         where simulation_id = ?
                         order by account_id desc
                         limit 1
                        """,
                        row -> new AccountId(row.text("account_id")),
                        id.value());
    }

    @Override
    public SimulationTally tally(SimulationId id) {
        List<Total> totals = system().query(
                        """
                        select currency, count(*) as accounts,
                               sum(actual_minor) as actual, sum(simulated_minor) as simulated
                          from simulation_result
                         where simulation_id = ? and skipped is null
                         group by currency
                         order by currency collate "C"
                        """,
                        PostgresSimulations::total,
                        id.value());
        long skipped = system().queryOne(
                        "select count(*) as skipped from simulation_result where simulation_id = ? and skipped is not null",
                        row -> row.whole("skipped"),
                        id.value())
                .orElseThrow();
        return new SimulationTally(totals.stream().mapToLong(Total::accounts).sum(), skipped, totals);
    }

    private static Total total(Row row) throws SQLException {
        Currency currency = Currency.getInstance(row.text("currency"));
        return new Total(
                row.whole("accounts"),
                new Money(row.whole("actual"), currency),
                new Money(row.whole("simulated"), currency));
    }
}
