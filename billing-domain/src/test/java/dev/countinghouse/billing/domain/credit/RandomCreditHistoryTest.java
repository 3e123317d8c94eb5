package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditSteps.PURPOSES;
import static dev.countinghouse.billing.domain.credit.CreditSteps.START;
import static dev.countinghouse.billing.domain.credit.CreditSteps.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.credit.CreditSteps.Step;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.Posting;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is done to an account's credits, in whatever order, the book keeps its promises and agrees with plain numbers. */
class RandomCreditHistoryTest extends Seeded {

    private static final int HISTORIES = 12;
    private static final int STEPS = 2_000;

    @Test
    void bookKeepsItsPromisesAfterEveryStepOfAnyHistory() {
        rounds(HISTORIES, round -> {
            long seed = random.nextLong();
            List<Step> steps = steps(seed);
            History history = new History(lines(seed), new Random(seed));
            for (int i = 0; i < steps.size(); i++) {
                try {
                    history.take(steps.get(i));
                } catch (RuntimeException | AssertionError failure) {
                    throw new AssertionError("step " + i + ", " + steps.get(i).text() + ": " + failure, failure);
                }
            }
        });
    }

    @Test
    void itMakesNoDifferenceWhenAndHowOftenSomebodyLooks() {
        rounds(HISTORIES, round -> {
            long seed = random.nextLong();
            List<Step> steps = steps(seed);
            KeptBook seldom = book(lines(seed));
            KeptBook often = book(lines(seed));
            Instant last = START;
            for (Step step : steps) {
                seldom.now = step.at();
                seldom.run(step.needs(), step.onBook());
                for (Instant at = last; at.isBefore(step.at()); at = at.plusSeconds(1 + random.nextInt(60_000))) {
                    often.now = at;
                    often.keep(random.nextInt(9) == 0 ? often.openWithAll() : often.open(KeptBook.Needs.NOTHING));
                }
                last = step.at();
                often.now = last;
                boolean all = random.nextInt(9) == 0;
                assertThat(all ? often.runWithAll(step.onBook()) : often.run(step.needs(), step.onBook()))
                        .isNotNull();
            }
            assertThat(often.entries).isEqualTo(seldom.entries);
            assertThat(often.balances).isEqualTo(seldom.balances);
        });
    }

    private static List<Step> steps(long seed) {
        CreditSteps next = new CreditSteps(seed);
        return Stream.generate(next::next).limit(STEPS).toList();
    }

    /** Of one unit none, of another one, of the third now and then. */
    private static List<Credits> lines(long seed) {
        return List.of(
                Credits.parse("7.5", new CreditUnit("USD")),
                Credits.parse(seed % 2 == 0 ? "0" : "3", new CreditUnit("tokens")));
    }

    private static KeptBook book(List<Credits> creditLines) {
        KeptBook book = new KeptBook(START);
        creditLines.forEach(line -> book.creditLines.put(line.unit(), line));
        return book;
    }

    /** A book and plain numbers side by side, compared after every step. */
    private static final class History {

        private final KeptBook kept;
        private final PlainLedger plain = new PlainLedger();
        private final Random chance;
        private final Map<CreditUnit, Map<LedgerAccount, Credits>> replayed = new TreeMap<>();
        private Optional<CreditBook> batch = Optional.empty();
        private int seen;

        History(List<Credits> creditLines, Random chance) {
            this.kept = book(creditLines);
            this.chance = chance;
            creditLines.forEach(line -> plain.creditLine(line.unit().code(), line.value()));
        }

        void take(Step step) {
            kept.now = step.at();
            CreditBook book = openFor(step);
            Optional<Credits> before = step.admitted()
                    .map(admission -> book.available(admission.amount().unit(), admission.purpose()));
            Object outcome = step.onBook().apply(book);
            kept.keep(book);
            plain.advance(step.at());
            step.onPlain().accept(plain);
            step.admitted()
                    .filter(any -> outcome instanceof HoldOutcome.Done || outcome instanceof SaleOutcome.Sold)
                    .ifPresent(admission -> assertThat(before.orElseThrow())
                            .as("available before")
                            .isGreaterThanOrEqualTo(admission.amount()));
            checkEntries();
            checkPools();
            checkHeld();
            checkAgainstPlain(book);
            checkSameAgain(step);
        }

        /** A batch that goes on, one that begins, or what this one command needs. */
        private CreditBook openFor(Step step) {
            batch = batch.filter(any -> chance.nextInt(4) > 0).map(open -> open.advanceTo(step.at()));
            if (batch.isEmpty() && chance.nextInt(4) == 0) {
                batch = Optional.of(kept.openWithAll());
            }
            return batch.orElseGet(() -> kept.open(step.needs()));
        }

        private void checkEntries() {
            for (; seen < kept.entries.size(); seen++) {
                JournalEntry entry = kept.entries.get(seen);
                assertThat(entry.ordinal()).isEqualTo(seen + 1L);
                assertThat(JournalEntry.imbalance(entry.postings())).isEmpty();
                assertThat(entry.at()).isBeforeOrEqualTo(kept.now);
                if (seen > 0) {
                    assertThat(entry.at())
                            .isAfterOrEqualTo(kept.entries.get(seen - 1).at());
                }
                for (Posting posting : entry.postings()) {
                    replayed.computeIfAbsent(posting.amount().unit(), any -> new EnumMap<>(LedgerAccount.class))
                            .merge(posting.account(), posting.amount(), Credits::plus);
                }
            }
            assertThat(kept.balances).as("balances").isEqualTo(replayed);
        }

        private Credits balance(CreditUnit unit, LedgerAccount account) {
            return replayed.getOrDefault(unit, Map.of()).getOrDefault(account, Credits.zero(unit));
        }

        private void checkPools() {
            Map<CreditUnit, Map<LedgerAccount, Credits>> left = new TreeMap<>();
            kept.grants.values().forEach(grant -> left.computeIfAbsent(
                            grant.amount().unit(), any -> new EnumMap<>(LedgerAccount.class))
                    .merge(grant.pool(), grant.left(), Credits::plus));
            for (String code : UNITS) {
                CreditUnit unit = new CreditUnit(code);
                for (LedgerAccount pool : LedgerAccount.values()) {
                    if (pool.isPool()) {
                        assertThat(balance(unit, pool))
                                .as(pool + " in " + unit)
                                .isEqualTo(left.getOrDefault(unit, Map.of()).getOrDefault(pool, Credits.zero(unit)));
                    }
                }
                assertThat(balance(unit, LedgerAccount.OVERDRAWN).signum()).isLessThanOrEqualTo(0);
            }
        }

        private void checkHeld() {
            for (String code : UNITS) {
                CreditUnit unit = new CreditUnit(code);
                Credits none = Credits.zero(unit);
                List<Part> parts = kept.holds.values().stream()
                        .filter(hold ->
                                hold.isOpen() && hold.order().amount().unit().equals(unit))
                        .flatMap(hold -> hold.parts().stream())
                        .toList();
                List<Part> overdrawn =
                        parts.stream().filter(part -> part.grant().isEmpty()).toList();
                Credits ofGrants = kept.grants.values().stream()
                        .filter(grant -> grant.amount().unit().equals(unit))
                        .map(Grant::held)
                        .reduce(none, Credits::plus);
                assertThat(balance(unit, LedgerAccount.HELD)).isEqualTo(Part.sum(parts, none));
                assertThat(ofGrants.plus(Part.sum(overdrawn, none))).isEqualTo(Part.sum(parts, none));
            }
        }

        private void checkAgainstPlain(CreditBook book) {
            for (String code : UNITS) {
                CreditUnit unit = new CreditUnit(code);
                for (SpendPurpose purpose : PURPOSES) {
                    same(book.available(unit, purpose), plain.available(code, purpose), "available for " + purpose);
                }
                same(balance(unit, LedgerAccount.HELD), plain.held(code), "held");
                same(balance(unit, LedgerAccount.CONSUMED), plain.consumed(code), "consumed");
                same(balance(unit, LedgerAccount.OVERDRAWN).negate(), plain.overdrawn(code), "overdrawn");
                if (plain.overdrawn(code).signum() > 0) {
                    Credits line = kept.creditLines.getOrDefault(unit, Credits.zero(unit));
                    same(
                            book.available(unit, SpendPurpose.GENERAL),
                            line.value().subtract(plain.overdrawn(code)),
                            "available while overdrawn: nothing is left that could repay");
                }
            }
        }

        private static void same(Credits actual, BigDecimal expected, String what) {
            assertThat(actual.value()).as(what + " in " + actual.unit()).isEqualByComparingTo(expected);
        }

        private void checkSameAgain(Step step) {
            if (chance.nextInt(4) == 0) {
                List<Object> before = List.of(
                        List.copyOf(kept.entries),
                        Map.copyOf(kept.grants),
                        Map.copyOf(kept.holds),
                        Map.copyOf(kept.burns));
                kept.run(step.needs(), step.onBook());
                assertThat(List.of(kept.entries, kept.grants, kept.holds, kept.burns))
                        .as("the same again")
                        .isEqualTo(before);
                batch = Optional.empty();
            }
        }
    }
}
