package dev.countinghouse.billing.domain.ledger;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small ledger of a test. */
final class Entries {

    static final AccountId ACME = new AccountId("acme");
    static final CreditUnit USD = new CreditUnit("USD");
    static final LedgerKey KEY = LedgerKey.of("00112233445566778899aabbccddeeff".repeat(2));

    private Entries() {}

    static Posting posting(LedgerAccount account, String amount) {
        return Posting.of(account, Credits.parse(amount, USD));
    }

    static Posting posting(LedgerAccount account, String grant, String amount) {
        return new Posting(account, Optional.of(new GrantId(grant)), Credits.parse(amount, USD));
    }

    static JournalEntry entry(long ordinal, EntryKind kind, Posting... postings) {
        return new JournalEntry(
                ACME,
                ordinal,
                kind,
                Optional.of(new CommandKey("command-" + ordinal)),
                "about-" + ordinal,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(ordinal),
                List.of(postings));
    }

    /** A grant of 100, three times 10 of it spent, and the same once more. */
    static List<JournalEntry> ofAFewDays() {
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(entry(
                1,
                EntryKind.GRANT,
                posting(LedgerAccount.PROMOTIONAL, "g", "100"),
                posting(LedgerAccount.COST, "-100")));
        for (long ordinal = 2; ordinal <= 5; ordinal++) {
            entries.add(entry(
                    ordinal,
                    EntryKind.USAGE,
                    posting(LedgerAccount.PROMOTIONAL, "g", "-10"),
                    posting(LedgerAccount.CONSUMED, "10")));
        }
        return entries;
    }

    static List<SealedEntry> sealed(List<JournalEntry> entries) {
        List<SealedEntry> sealed = new ArrayList<>();
        EntrySeal last = EntrySeal.NONE;
        for (JournalEntry entry : entries) {
            last = KEY.seal(last, entry);
            sealed.add(new SealedEntry(entry, last));
        }
        return sealed;
    }
}
