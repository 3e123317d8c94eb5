package dev.countinghouse.adapter.postgres.crash;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.usage.RollupBuilder;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients record usage; whoever takes it is killed again and again; then the books are examined. */
public final class KillScenario {

    static final String PATH = "/api/v1/events";
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** What time the server has to take it to be. */
    public static final Instant NOW = START.plusSeconds(20 * 86_400);

    private static final Instant CLOSED = Instant.parse("2026-04-01T00:00:00Z");
    private static final int CLIENTS = 4;
    private static final int MOST_BATCHES_BETWEEN_KILLS = 60;
    private static final List<AccountId> ACCOUNTS = List.of(ACME, GLOBEX);

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, dimensions: [model]}
              calls: {unit: call, event: used, aggregation: count}
            plans:
              basic:
                every: month
                allowances:
                  tokens: {included: 1000, cap: none}
                charges:
                  base: {name: Basic, fee: 10.00}
                  tokens: {name: Tokens, meter: tokens, graduated: {tiers: [{up_to: 5000, price: 0.003}, {price: 0.0001}]}}
                  calls: {name: Calls, meter: calls, per_unit: 0.01}
            """);

    private final TestDatabase database;
    private final List<String> command;
    private final Client client;
    private final Random random;

    /**
     * @param command starts a server on the database, at {@link #NOW}, that says where it listens
     * @param authorization header of the calls
     */
    public KillScenario(TestDatabase database, List<String> command, String authorization, long seed) {
        this.database = database;
        this.command = command;
        this.client = new Client(authorization);
        this.random = new Random(seed);
    }

    /** Runs it all; what does not hold is thrown. */
    public void run(int kills) throws InterruptedException, ExecutionException, SQLException {
        Workbench bench = bench(storage());
        List<Load.Sent> sent = sendAndKill(kills);
        awaitTheDead();

        Set<String> kept =
                ids(sent.stream().flatMap(each -> each.kept().stream()).toList());
        List<Submission> unknown =
                sent.stream().flatMap(each -> each.unknown().stream()).toList();
        Set<String> possible = new HashSet<>(kept);
        possible.addAll(ids(unknown));
        List<String> stored = texts("select event_id from usage_event");
        assertThat(stored).as("events stored").doesNotHaveDuplicates().containsAll(kept);
        assertThat(possible).as("events sent").containsAll(stored);
        assertThat(texts("select encode(key_hash, 'hex') from usage_claim"))
                .as("claims")
                .hasSameSizeAs(stored);
        System.out.printf("%d events kept, %d unknown%n", kept.size(), unknown.size());

        compareRollups();
        compareInvoices(bench, sent, new HashSet<>(stored));
    }

    private Storage storage() {
        return PostgresStorage.over(database.service(), database.system());
    }

    /** The shop on its first day. */
    private static Workbench bench(Storage storage) {
        Workbench bench = new Workbench(storage, new HandClock(START));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        for (AccountId account : ACCOUNTS) {
            bench.open(account).subscribe(account, "basic");
        }
        return bench;
    }

    private List<Load.Sent> sendAndKill(int kills) throws InterruptedException, ExecutionException {
        Load.Progress progress = new Load.Progress();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        Victim victim = Victim.start(command);
        try {
            progress.serve(victim.address());
            List<Future<Load.Sent>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(pool.submit(new Load("client-" + i, random.nextLong(), client, progress)));
            }
            for (int kill = 0; kill < kills; kill++) {
                progress.await(progress.batches() + random.nextInt(MOST_BATCHES_BETWEEN_KILLS));
                victim.kill();
                victim = Victim.start(command);
                progress.serve(victim.address());
            }
            progress.await(progress.batches() + MOST_BATCHES_BETWEEN_KILLS);
            progress.end();
            List<Load.Sent> sent = new ArrayList<>();
            for (Future<Load.Sent> each : clients) {
                sent.add(each.get());
            }
            return sent;
        } finally {
            victim.kill();
            pool.shutdownNow();
        }
    }

    /** The server may not have noticed yet that a client is gone, and still do what that had asked for last. */
    private void awaitTheDead() throws SQLException {
        String sessions = "select pid::text from pg_stat_activity where datname = current_database() and usename = '"
                + TestDatabase.SERVICE + "' and state <> 'idle'";
        while (!texts(sessions).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static Set<String> ids(Collection<Submission> submissions) {
        Set<String> ids = new HashSet<>();
        submissions.forEach(submission -> ids.add(submission.key().id()));
        return ids;
    }

    private void compareRollups() throws SQLException {
        List<String> kept = rollups();
        PostgresTransactions transactions = new PostgresTransactions(database.service(), database.system());
        RollupBuilder builder = new RollupBuilder(
                transactions, PostgresStorage.over(transactions).catalogues());
        for (AccountId account : ACCOUNTS) {
            for (Meter meter : CATALOGUE.meters().values()) {
                builder.rebuild(account, meter);
            }
        }
        assertThat(kept).isNotEmpty();
        assertThat(rollups()).as("rollups made anew").isEqualTo(kept);
    }

    private List<String> rollups() throws SQLException {
        return texts(
                """
                select (account_id, rollup_id, bucket, dimension_values, events, trim_scale(total), trim_scale(least),
                        trim_scale(greatest), first_at, last_at)::text
                  from usage_rollup_row
                 order by account_id, rollup_id, bucket, values_hash
                """);
    }

    /** With the same events recorded in memory, by an engine that nobody kills. */
    private static void compareInvoices(Workbench bench, List<Load.Sent> sent, Set<String> stored) {
        Workbench untroubled = bench(InMemoryStorage.empty());
        untroubled.clock.set(NOW);
        for (Load.Sent each : sent) {
            List<Submission> all = new ArrayList<>(each.kept());
            all.addAll(each.unknown());
            untroubled.record(all.stream()
                    .filter(submission -> stored.contains(submission.key().id()))
                    .toList());
        }
        for (AccountId account : ACCOUNTS) {
            assertThat(march(bench, account)).as("invoice of %s", account).isEqualTo(march(untroubled, account));
        }
    }

    private static List<IssuedInvoice> march(Workbench bench, AccountId account) {
        bench.clock.set(CLOSED);
        assertThat(bench.close(account)).hasSize(1);
        return bench.invoices(account);
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.superuser().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
