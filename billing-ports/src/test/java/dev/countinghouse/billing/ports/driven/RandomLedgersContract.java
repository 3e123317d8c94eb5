package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Teller.hold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever commands come in whatever order, a ledger is what it would be in memory, and its entries prove it. {@code
 * -Dsteps=2000} for more of it.
 */
public abstract class RandomLedgersContract extends StorageContract {

    private static final int STEPS = Integer.getInteger("steps", 200);
    private static final int NAMES = 6;

    private Storage model;
    private Random random;
    private Instant now;

    @BeforeEach
    void begin() {
        model = InMemoryStorage.empty();
        now = START;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aLedgerIsWhatItIsInMemory(long seed) {
        random = new Random(seed);
        new Teller(storage).open(ACME);
        new Teller(model).open(ACME);
        for (int i = 0; i < STEPS; i++) {
            now = now.plusSeconds(random.nextInt(4) * 40L);
            Needs needs = everything();
            long step = random.nextLong();
            new Teller(model).serve(needs, commands(step));
            new Teller(storage).serve(needs, commands(step));
            sameOfBoth(seed + ", step " + i);
        }
        assertThat(new Teller(storage).defect(ACME)).as("seed %s", seed).isEmpty();
    }

    private void sameOfBoth(String when) {
        BookState stored = in(ACME, () -> storage.journal().read(everything())).orElseThrow();
        BookState expected = ofModel(journal -> journal.read(everything())).orElseThrow();
        assertThat(stored.holds()).as("holds of seed %s", when).containsExactlyInAnyOrderElementsOf(expected.holds());
        assertThat(stored.burns()).as("burns of seed %s", when).containsExactlyInAnyOrderElementsOf(expected.burns());
        assertThat(withoutOrder(stored)).as("seed %s", when).isEqualTo(withoutOrder(expected));
        BookState few =
                in(ACME, () -> storage.journal().read(Needs.of(ACME, now))).orElseThrow();
        assertThat(few.grants())
                .as("open grants of seed %s", when)
                .isEqualTo(ofModel(journal -> journal.read(Needs.of(ACME, now)))
                        .orElseThrow()
                        .grants());
        assertThat(in(ACME, () -> storage.journal().nextDue(ACME)))
                .as("due of seed %s", when)
                .isEqualTo(ofModel(journal -> journal.nextDue(ACME)));
    }

    private static BookState withoutOrder(BookState state) {
        return new BookState(
                state.head(),
                state.lastAt(),
                state.balances(),
                state.creditLines(),
                state.topUp(),
                state.plannedAt(),
                state.grants(),
                List.of(),
                List.of(),
                state.done());
    }

    private <T> T ofModel(Function<Journal, T> question) {
        return model.transactions().inTransaction(Scope.of(ACME), () -> question.apply(model.journal()));
    }

    private Needs everything() {
        Set<HoldId> holds = new HashSet<>();
        Set<GrantId> grants = new HashSet<>();
        Set<CommandKey> commands = new HashSet<>();
        for (int i = 0; i < NAMES * 4; i++) {
            holds.add(new HoldId("hold " + i));
            grants.add(new GrantId("grant " + i));
            commands.add(new CommandKey("command " + i));
        }
        return new Needs(ACME, now, holds, grants, commands, Set.of(START));
    }

    /** A few of them; the same for the same seed. */
    private static Consumer<CreditBook> commands(long seed) {
        return book -> {
            Random each = new Random(seed);
            for (int i = each.nextInt(4); i >= 0; i--) {
                command(each, book);
            }
        };
    }

    private static void command(Random random, CreditBook book) {
        HoldId hold = new HoldId("hold " + random.nextInt(NAMES * 4));
        GrantId grant = new GrantId("grant " + random.nextInt(NAMES * 4));
        CommandKey key = new CommandKey("command " + random.nextInt(NAMES * 4));
        String line = "line " + random.nextInt(NAMES);
        Credits some = some(random);
        switch (random.nextInt(10)) {
            case 0, 1 -> book.granting().grant(order(random, grant, some, book.at()));
            case 2, 3 -> book.holding().hold(hold(hold.value(), some, Duration.ofSeconds(1 + random.nextInt(300))));
            case 4 -> book.holding().capture(hold, some);
            case 5 -> book.holding().release(hold);
            case 6 -> book.burning().burnTo(FullLedger.line(line, START), some, SpendPurpose.GENERAL);
            case 7 ->
                book.burning().burnTo(FullLedger.line(line, START), Credits.zero(Teller.USD), SpendPurpose.GENERAL);
            case 8 -> book.granting().withdraw(grant);
            default -> book.burning().sell(key, "a thing", some, SpendPurpose.GENERAL);
        }
    }

    private static GrantOrder order(Random random, GrantId id, Credits amount, Instant at) {
        boolean bought = random.nextBoolean();
        Optional<Instant> effectiveAt =
                random.nextInt(3) == 0 ? Optional.of(at.plusSeconds(random.nextInt(100))) : Optional.empty();
        Optional<Instant> expiresAt =
                random.nextInt(2) == 0 ? Optional.of(at.plusSeconds(101 + random.nextInt(500))) : Optional.empty();
        return new GrantOrder(
                id,
                bought ? LedgerAccount.PURCHASED : LedgerAccount.BONUS,
                amount,
                random.nextInt(3),
                effectiveAt,
                expiresAt,
                GrantScope.ANYTHING,
                bought ? Optional.of(amount) : Optional.empty(),
                "");
    }

    private static Credits some(Random random) {
        return new Credits(new BigDecimal(new BigInteger(44, random).add(BigInteger.ONE), 12), Teller.USD);
    }
}
