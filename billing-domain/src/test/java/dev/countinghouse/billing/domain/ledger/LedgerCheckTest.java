package dev.countinghouse.billing.domain.ledger;

import static dev.countinghouse.billing.domain.ledger.Entries.ACME;
import static dev.countinghouse.billing.domain.ledger.Entries.KEY;
import static dev.countinghouse.billing.domain.ledger.Entries.USD;
import static dev.countinghouse.billing.domain.ledger.Entries.ofAFewDays;
import static dev.countinghouse.billing.domain.ledger.Entries.posting;
import static dev.countinghouse.billing.domain.ledger.Entries.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerCheck.Defect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody without the key does to an account's rows is found, at the first entry it was done to. */
class LedgerCheckTest {

    private static final List<SealedEntry> STORED = sealed(ofAFewDays());
    private static final LedgerHead HEAD = head(5);
    private static final Map<LedgerAccount, Credits> BALANCES = Map.of(
            LedgerAccount.PROMOTIONAL, Credits.parse("60", USD),
            LedgerAccount.CONSUMED, Credits.parse("40", USD),
            LedgerAccount.COST, Credits.parse("-100", USD));

    private static LedgerHead head(int entries) {
        return new LedgerHead(ACME, entries, STORED.get(entries - 1).seal());
    }

    private static LedgerCheck check(List<SealedEntry> stored) {
        LedgerCheck check = new LedgerCheck(ACME, KEY);
        stored.forEach(check::next);
        return check;
    }

    private static void assertFound(List<SealedEntry> stored, long ordinal, String reason) {
        LedgerCheck check = check(stored);
        check.mustHaveReached(HEAD);
        Defect defect = check.defect().orElseThrow(() -> new AssertionError("nothing was found"));
        assertThat(defect.ordinal()).isEqualTo(ordinal);
        assertThat(defect.reason()).contains(reason);
    }

    @Test
    void nothingIsFoundWhereNothingWasDone() {
        LedgerCheck check = check(STORED);
        check.mustHaveReached(HEAD);
        check.mustAddUpTo(Map.of(USD, BALANCES));
        assertThat(check.defect()).isEmpty();
        assertThat(check.reached()).isEqualTo(HEAD);
    }

    @Test
    void anAccountWithoutEntriesIsInOrder() {
        LedgerCheck check = check(List.of());
        check.mustHaveReached(LedgerHead.empty(ACME));
        check.mustAddUpTo(Map.of());
        assertThat(check.defect()).isEmpty();
    }

    private static List<Posting> changedPostings(JournalEntry old, String field) {
        Posting first = old.postings().get(0);
        Posting second = old.postings().get(1);
        return switch (field) {
            case "posting's account" -> List.of(first, posting(LedgerAccount.REVENUE, "10"));
            case "posting's grant" -> List.of(posting(LedgerAccount.PROMOTIONAL, "h", "-10"), second);
            case "a grant where there was none" -> List.of(first, posting(LedgerAccount.CONSUMED, "g", "10"));
            case "amounts" ->
                List.of(
                        posting(LedgerAccount.PROMOTIONAL, "g", "-9.999999999999"),
                        posting(LedgerAccount.CONSUMED, "9.999999999999"));
            case "unit" ->
                old.postings().stream()
                        .map(posting -> new Posting(
                                posting.account(),
                                posting.grant(),
                                new Credits(posting.amount().value(), new CreditUnit("EUR"))))
                        .toList();
            case "order of postings" -> List.of(second, first);
            case "one more posting" ->
                List.of(first, second, posting(LedgerAccount.COST, "-1"), posting(LedgerAccount.RECEIVABLE, "1"));
            default -> old.postings();
        };
    }

    private static JournalEntry changed(JournalEntry old, String field) {
        return new JournalEntry(
                field.equals("account") ? new AccountId("other") : old.account(),
                old.ordinal(),
                field.equals("kind") ? EntryKind.SALE : old.kind(),
                switch (field) {
                    case "command" -> Optional.of(new CommandKey("another"));
                    case "no command" -> Optional.empty();
                    default -> old.command();
                },
                field.equals("about") ? "another" : old.about(),
                field.equals("time") ? old.at().plusNanos(1_000) : old.at(),
                changedPostings(old, field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "kind",
                "command",
                "no command",
                "about",
                "time",
                "posting's account",
                "posting's grant",
                "a grant where there was none",
                "amounts",
                "unit",
                "order of postings",
                "one more posting"
            })
    void oneChangedFieldIsFound(String field) {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        SealedEntry third = stored.get(2);
        stored.set(2, new SealedEntry(changed(third.entry(), field), third.seal()));
        assertFound(stored, 3, field.equals("account") ? "belongs to account other" : "is not as it was sealed");
    }

    @Test
    void aChangedSealIsFoundEvenOfTheLastEntry() {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        stored.set(4, new SealedEntry(stored.get(4).entry(), STORED.get(3).seal()));
        assertFound(stored, 5, "is not as it was sealed");
    }

    @Test
    void aRemovedEntryIsFound() {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        stored.remove(2);
        assertFound(stored, 3, "entry 3 is missing, the next there is has number 4");
    }

    @Test
    void aRemovedEntryIsFoundWhereTheOthersWereNumberedAnew() {
        List<SealedEntry> stored = new ArrayList<>(STORED.subList(0, 2));
        SealedEntry fourth = STORED.get(3);
        JournalEntry asThird = new JournalEntry(
                ACME,
                3,
                fourth.entry().kind(),
                fourth.entry().command(),
                fourth.entry().about(),
                fourth.entry().at(),
                fourth.entry().postings());
        stored.add(new SealedEntry(asThird, fourth.seal()));
        assertFound(stored, 3, "is not as it was sealed");
    }

    @Test
    void swappedEntriesAreFoundAtTheFirstOfThem() {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        Collections.swap(stored, 1, 3);
        assertFound(stored, 2, "entry 2 is missing");
    }

    @Test
    void anEntryThatIsThereTwiceIsFound() {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        stored.add(2, STORED.get(1));
        assertFound(stored, 3, "entry 3 is missing, the next there is has number 2");
    }

    @Test
    void aCutTailIsFoundByAHead() {
        assertFound(STORED.subList(0, 3), 4, "entries 4 to 5 are missing at the end: the chain was 5 long");
        assertFound(List.of(), 1, "entries 1 to 5 are missing");
    }

    @Test
    void aTailThatWasMadeAnewByWhoeverHasTheKeyIsFoundByAHead() {
        List<JournalEntry> entries = ofAFewDays();
        entries.set(4, changed(entries.get(4), "about"));
        assertFound(sealed(entries), 5, "the chain had seal");
    }

    @Test
    void aHeadInTheMiddleIsComparedWhenItIsReached() {
        LedgerCheck check = check(STORED.subList(0, 3));
        check.mustHaveReached(head(3));
        assertThat(check.defect()).isEmpty();
        check.mustHaveReached(new LedgerHead(ACME, 3, head(2).seal()));
        assertThat(check.defect()).map(Defect::ordinal).contains(3L);
    }

    @Test
    void aHeadOfALedgerThatHadNothingCannotHaveASeal() {
        LedgerCheck check = check(List.of());
        check.mustHaveReached(new LedgerHead(ACME, 0, HEAD.seal()));
        assertThat(check.defect()).map(Defect::ordinal).contains(1L);
    }

    @Test
    void anotherKeyIsFoundAtTheFirstEntry() {
        LedgerCheck check = new LedgerCheck(ACME, LedgerKey.of("f".repeat(64)));
        assertThat(check.next(STORED.get(0))).isFalse();
        assertThat(check.defect()).map(Defect::ordinal).contains(1L);
    }

    @Test
    void onlyTheFirstIsNamedWhereSeveralWereChanged() {
        List<SealedEntry> stored = new ArrayList<>(STORED);
        for (int i = 1; i < 4; i++) {
            stored.set(
                    i,
                    new SealedEntry(
                            changed(stored.get(i).entry(), "about"),
                            stored.get(i).seal()));
        }
        LedgerCheck check = check(stored);
        check.mustAddUpTo(Map.of());
        assertThat(check.defect()).map(Defect::ordinal).contains(2L);
        assertThat(check.next(STORED.get(4))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"differs", "is not stored", "has no entry", "is of another unit"})
    void aBalanceThatTheEntriesDoNotAddUpToIsFound(String what) {
        Map<LedgerAccount, Credits> balances = new TreeMap<>(BALANCES);
        switch (what) {
            case "differs" -> balances.put(LedgerAccount.PROMOTIONAL, Credits.parse("60.000000000001", USD));
            case "is not stored" -> balances.remove(LedgerAccount.PROMOTIONAL);
            default -> balances.put(LedgerAccount.BONUS, Credits.parse("5", USD));
        }
        LedgerCheck check = check(STORED);
        check.mustAddUpTo(Map.of(what.equals("is of another unit") ? new CreditUnit("EUR") : USD, balances));
        assertThat(check.defect()).map(Defect::reason).get().asString().startsWith("balance of ");
    }

    @Test
    void aBalanceOfZeroNeedNotBeStored() {
        Map<LedgerAccount, Credits> balances = new TreeMap<>(BALANCES);
        balances.put(LedgerAccount.HELD, Credits.zero(USD));
        LedgerCheck check = check(STORED);
        check.mustAddUpTo(Map.of(USD, balances));
        assertThat(check.defect()).isEmpty();
    }
}
