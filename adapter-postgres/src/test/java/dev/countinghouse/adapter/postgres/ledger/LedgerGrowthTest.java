package dev.countinghouse.adapter.postgres.ledger;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Teller;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * However much an account has in its ledger, a posting reads what it names. A statement keeps the plan that was made when the
 * tables were empty until somebody analyzes them, so that plan has to be the right one for large tables, too.
 */
class LedgerGrowthTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** So often that the driver has prepared a statement, and the server has a plan for it that it keeps. */
    private static final int USES = 15;

    private static final int MANY = 2_000;

    // the same connection all the time
    private final PostgresTransactions transactions =
            new PostgresTransactions(DATABASE.pool(TestDatabase.SERVICE, 1), DATABASE.system());
    private final Teller teller = new Teller(PostgresStorage.over(transactions));

    @Test
    void aPostingReadsAsFewRowsAfterManyAsAfterNone() {
        DATABASE.clear();
        teller.open(ACME);
        teller.serve(ACME, START, book -> book.granting().grant(Teller.gift("gift", Teller.usd("1000"))));
        for (int use = 0; use < USES; use++) {
            hold("few " + use, 1);
        }
        long before = hold("before", 1);
        hold("many", MANY);

        assertThat(hold("after", 1)).isLessThan(2 * before);
    }

    /** Returns how many rows were read of all tables. */
    private long hold(String name, int count) {
        Set<HoldId> holds = IntStream.range(0, count)
                .mapToObj(i -> new HoldId(name + "/" + i))
                .collect(Collectors.toSet());
        Set<CommandKey> commands =
                holds.stream().map(each -> new CommandKey(each.value())).collect(Collectors.toSet());
        Needs needs =
                new Needs(ACME, START, holds, Set.of(new GrantId("gift"), new GrantId("none")), commands, Set.of());
        return transactions.inTransaction(Scope.of(ACME), () -> {
            long before = rowsRead();
            teller.within(
                    List.of(needs),
                    book -> holds.forEach(id ->
                            book.holding().hold(Teller.hold(id.value(), Teller.usd("0.001"), Duration.ofHours(1)))));
            return rowsRead() - before;
        });
    }

    /** Since the server last took note of what this connection did, which it does between transactions. */
    private long rowsRead() {
        return transactions
                .current()
                .queryOne(
                        """
                        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as rows_read
                          from pg_stat_xact_user_tables
                        """,
                        row -> row.whole("rows_read"))
                .orElseThrow();
    }
}
