package dev.countinghouse.billing.domain.ledger;

import static dev.countinghouse.billing.domain.ledger.Entries.USD;
import static dev.countinghouse.billing.domain.ledger.Entries.entry;
import static dev.countinghouse.billing.domain.ledger.Entries.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    private static final Posting SPENT = posting(LedgerAccount.BONUS, "g", "-3");

    @Test
    void hasToBalance() {
        assertThatThrownBy(() -> entry(1, EntryKind.USAGE, SPENT, posting(LedgerAccount.CONSUMED, "2.999999999999")))
                .hasMessage("entry of acme does not balance, it adds up to -0.000000000001 USD");
    }

    @Test
    void hasToBalanceInEachUnit() {
        Credits minutes = Credits.parse("3", new CreditUnit("gpu-minutes"));
        assertThatThrownBy(() -> entry(1, EntryKind.USAGE, SPENT, Posting.of(LedgerAccount.CONSUMED, minutes)))
                .hasMessageContaining("adds up to -3 USD");
        assertThat(JournalEntry.imbalance(List.of(Posting.of(LedgerAccount.CONSUMED, minutes))))
                .contains(minutes);
        JournalEntry conversion = entry(
                1,
                EntryKind.PURCHASE,
                posting(LedgerAccount.RECEIVABLE, "-10"),
                posting(LedgerAccount.CONVERSION, "10"),
                Posting.of(LedgerAccount.CONVERSION, minutes.negate()),
                new Posting(LedgerAccount.PURCHASED, Optional.of(new GrantId("g")), minutes));
        assertThat(JournalEntry.imbalance(conversion.postings())).isEmpty();
        assertThat(conversion.totals().keySet()).containsExactly(USD, minutes.unit());
    }

    @Test
    void postsSomethingAndCountsFromOne() {
        assertThatThrownBy(() -> entry(1, EntryKind.USAGE)).hasMessage("entry 1 of acme posts nothing");
        assertThatThrownBy(() -> entry(0, EntryKind.USAGE, SPENT, posting(LedgerAccount.CONSUMED, "3")))
                .hasMessage("entry 0 of acme, entries count from 1");
    }

    @Test
    void onlyACorrectionThatMayBeAskedForAgainPostsNothing() {
        JournalEntry kept = entry(1, EntryKind.CORRECTION);
        assertThat(kept.totals()).isEmpty();
        assertThatThrownBy(() -> new JournalEntry(
                        kept.account(), 1, kept.kind(), Optional.empty(), kept.about(), kept.at(), List.of()))
                .hasMessage("entry 1 of acme posts nothing");
    }

    @Test
    void totalsPutPostingsToTheSameAccountTogether() {
        JournalEntry entry = entry(
                1,
                EntryKind.USAGE,
                SPENT,
                posting(LedgerAccount.BONUS, "h", "-4"),
                posting(LedgerAccount.OVERDRAWN, "-1"),
                posting(LedgerAccount.CONSUMED, "8"));
        assertThat(entry.totals())
                .isEqualTo(Map.of(
                        USD,
                        Map.of(
                                LedgerAccount.BONUS, Credits.parse("-7", USD),
                                LedgerAccount.OVERDRAWN, Credits.parse("-1", USD),
                                LedgerAccount.CONSUMED, Credits.parse("8", USD))));
    }

    @Test
    void cannotBeChangedThroughTheListItWasMadeOf() {
        List<Posting> postings = new ArrayList<>(List.of(SPENT, posting(LedgerAccount.CONSUMED, "3")));
        JournalEntry made = entry(1, EntryKind.USAGE, postings.toArray(Posting[]::new));
        JournalEntry entry =
                new JournalEntry(made.account(), 1, made.kind(), made.command(), made.about(), made.at(), postings);
        postings.clear();
        assertThat(entry).isEqualTo(made);
    }

    @Test
    void postingToAPoolNamesItsGrantAndNoneIsOfZero() {
        assertThatThrownBy(() -> posting(LedgerAccount.RECURRING, "3"))
                .hasMessage("posting of 3 USD to recurring names no grant");
        assertThatThrownBy(() -> posting(LedgerAccount.COST, "0")).hasMessage("posting to cost is of 0 USD");
    }

    @Test
    void accountsAndKindsAreReadAsTheyAreWritten() {
        assertThat(LedgerAccount.values()).allMatch(account -> LedgerAccount.of(account.key()) == account);
        assertThat(EntryKind.values()).allMatch(kind -> EntryKind.of(kind.key()) == kind);
        assertThat(LedgerAccount.values())
                .filteredOn(LedgerAccount::isPool)
                .extracting(LedgerAccount::key)
                .containsExactly("purchased", "bonus", "promotional", "recurring");
    }
}
