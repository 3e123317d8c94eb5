package dev.countinghouse.adapter.postgres.ledger;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Teller;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A batch of commands waits for the database as often as one does. */
class LedgerRoundTripsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** It begins, is bound, locks and reads, saves, commits. */
    private static final int STEPS = 5;

    private final CrashingDataSource service =
            CrashingDataSource.beforeStep(DATABASE.direct(TestDatabase.SERVICE), Integer.MAX_VALUE);
    private final Storage storage = PostgresStorage.over(service, DATABASE.system());
    private final Teller teller = new Teller(storage);

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void oneHoldAndAThousandOfOneAccountTakeTheSameFew() {
        List<Needs> needs = accounts(1);

        for (int holds : List.of(1, 1_000)) {
            assertThat(steps(needs(needs, holds), hold(holds)))
                    .as("%s holds", holds)
                    .isEqualTo(STEPS);
        }
        for (int captures : List.of(1, 1_000)) {
            assertThat(steps(needs(needs, captures), capture(captures)))
                    .as("%s captures", captures)
                    .isEqualTo(STEPS);
        }
    }

    @Test
    void oneAccountAndTwoHundredTakeTheSameFew() {
        List<Needs> needs = accounts(200);

        assertThat(steps(needs.subList(0, 1), hold(2))).isEqualTo(STEPS);
        assertThat(steps(needs, hold(3))).isEqualTo(STEPS);
    }

    private List<Needs> accounts(int count) {
        List<Needs> needs = IntStream.range(0, count)
                .mapToObj(i -> Needs.of(new AccountId("account " + i), START))
                .toList();
        needs.forEach(each -> teller.open(each.account()));
        teller.serve(needs, book -> book.granting().grant(Teller.gift("gift", Teller.usd("1000"))));
        return needs;
    }

    private static List<Needs> needs(List<Needs> accounts, int holds) {
        Set<HoldId> named =
                IntStream.range(0, holds).mapToObj(i -> id(holds, i)).collect(Collectors.toSet());
        Set<GrantId> grants = Set.of(new GrantId("gift"), new GrantId("another"));
        Set<CommandKey> commands =
                IntStream.range(0, holds).mapToObj(i -> new CommandKey("c" + i)).collect(Collectors.toSet());
        return accounts.stream()
                .map(each -> new Needs(each.account(), START, named, grants, commands, Set.of(START)))
                .toList();
    }

    private static HoldId id(int holds, int number) {
        return new HoldId(holds + "/" + number);
    }

    private static Consumer<CreditBook> hold(int holds) {
        return book -> IntStream.range(0, holds).forEach(i -> book.holding()
                .hold(Teller.hold(id(holds, i).value(), Teller.usd("0.001"), Duration.ofHours(1))));
    }

    private static Consumer<CreditBook> capture(int holds) {
        return book ->
                IntStream.range(0, holds).forEach(i -> book.holding().capture(id(holds, i), Teller.usd("0.002")));
    }

    private int steps(List<Needs> needs, Consumer<CreditBook> commands) {
        int before = service.steps();
        teller.serve(needs, commands);
        return service.steps() - before;
    }
}
