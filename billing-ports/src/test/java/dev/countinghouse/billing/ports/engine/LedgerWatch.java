package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.Posting;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Replays what is added to a journal, and holds what is kept beside it against that. */
final class LedgerWatch {

    /** A recurrence that took what was left of the grant before along. */
    static final String ROLLED_OVER = "rolled over";

    private final PrepaidWorld world;
    private final Map<CreditUnit, Map<LedgerAccount, BigDecimal>> balances = new TreeMap<>();
    private final Map<GrantId, BigDecimal> left = new HashMap<>();
    private long seen;

    LedgerWatch(PrepaidWorld world) {
        this.world = world;
    }

    /** Looks at what was added since it looked last, and tells the kinds of it. */
    List<String> look() {
        List<JournalEntry> added = world.journal(journal -> journal.entriesAfter(ACME, seen, 1_000)).stream()
                .map(SealedEntry::entry)
                .toList();
        BookState kept = world.kept(added.stream()
                .flatMap(entry -> entry.postings().stream())
                .flatMap(posting -> posting.grant().stream())
                .collect(Collectors.toSet()));
        List<String> kinds = new ArrayList<>();
        for (JournalEntry entry : added) {
            replay(entry);
            kinds.add(entry.kind().key());
            if (rollsOver(entry)) {
                kinds.add(ROLLED_OVER);
            }
            admittedOnlyWhatThereWas(entry, kept);
        }
        addsUp(kept);
        return kinds;
    }

    private void replay(JournalEntry entry) {
        assertThat(entry.ordinal()).isEqualTo(++seen);
        Map<CreditUnit, BigDecimal> sums = new TreeMap<>();
        for (Posting posting : entry.postings()) {
            CreditUnit unit = posting.amount().unit();
            BigDecimal amount = posting.amount().value();
            sums.merge(unit, amount, BigDecimal::add);
            balances.computeIfAbsent(unit, any -> new EnumMap<>(LedgerAccount.class))
                    .merge(posting.account(), amount, BigDecimal::add);
            if (posting.account().isPool()) {
                left.merge(posting.grant().orElseThrow(), amount, BigDecimal::add);
            }
        }
        assertThat(sums.values()).as("sums of %s", entry).allMatch(sum -> sum.signum() == 0);
    }

    private static boolean rollsOver(JournalEntry entry) {
        BigDecimal before = sum(
                entry, posting -> posting.account().isPool() && posting.amount().signum() < 0);
        BigDecimal expired = sum(entry, posting -> posting.account() == LedgerAccount.EXPIRED);
        return entry.kind() == EntryKind.RECURRENCE && before.negate().compareTo(expired) > 0;
    }

    private static BigDecimal sum(JournalEntry entry, Predicate<Posting> which) {
        return entry.postings().stream()
                .filter(which)
                .map(posting -> posting.amount().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Holds and sales here are for anything, so that only grants for anything pay for them. */
    private void admittedOnlyWhatThereWas(JournalEntry entry, BookState kept) {
        if (entry.kind() != EntryKind.HOLD && entry.kind() != EntryKind.SALE) {
            return;
        }
        for (CreditUnit unit : entry.totals().keySet()) {
            BigDecimal free = kept.grants().stream()
                    .filter(grant -> grant.amount().unit().equals(unit) && isFree(grant, entry))
                    .map(grant -> left.getOrDefault(grant.id(), BigDecimal.ZERO))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal line =
                    kept.creditLines().getOrDefault(unit, Credits.zero(unit)).value();
            BigDecimal overdrawn = balances.get(unit).getOrDefault(LedgerAccount.OVERDRAWN, BigDecimal.ZERO);
            assertThat(free.add(line).add(overdrawn))
                    .as("what %s has left to spend", entry)
                    .isGreaterThanOrEqualTo(BigDecimal.ZERO);
        }
    }

    private static boolean isFree(Grant grant, JournalEntry entry) {
        return grant.order().scope().covers(SpendPurpose.GENERAL)
                && grant.isEffective(entry.at())
                && grant.order()
                        .expiresAt()
                        .filter(at -> !at.isAfter(entry.at()))
                        .isEmpty();
    }

    private void addsUp(BookState kept) {
        assertThat(kept.head().entries()).isEqualTo(seen);
        Map<CreditUnit, Map<LedgerAccount, BigDecimal>> stored = new TreeMap<>();
        kept.balances()
                .forEach((unit, accounts) -> accounts.forEach(
                        (account, credits) -> stored.computeIfAbsent(unit, any -> new EnumMap<>(LedgerAccount.class))
                                .put(account, credits.value())));
        assertThat(plain(stored)).isEqualTo(plain(balances));
        for (Grant grant : kept.grants()) {
            assertThat(grant.left().value())
                    .as("left of %s", grant.id())
                    .isEqualByComparingTo(left.getOrDefault(grant.id(), BigDecimal.ZERO))
                    .isGreaterThanOrEqualTo(BigDecimal.ZERO);
        }
    }

    /** Without accounts that have nothing, and without zeros behind the last digit. */
    private static Map<String, String> plain(Map<CreditUnit, Map<LedgerAccount, BigDecimal>> sums) {
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((unit, accounts) -> accounts.forEach((account, sum) -> {
            if (sum.signum() != 0) {
                plain.put(unit + " " + account, sum.stripTrailingZeros().toPlainString());
            }
        }));
        return plain;
    }
}
