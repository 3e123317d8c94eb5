package dev.countinghouse.billing.domain.ledger;

import dev.countinghouse.billing.domain.account.AccountId;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Goes through an account's entries in their order and finds the first that is not as it was sealed. Then the account has
 * to be what its entries add up to.
 */
public final class LedgerCheck {

    private final AccountId account;
    private final LedgerKey key;
    private final Map<CreditUnit, Map<LedgerAccount, BigDecimal>> balances = new TreeMap<>();
    private LedgerHead reached;
    private Optional<Defect> defect = Optional.empty();

    /**
     * @param ordinal of the first entry that is wrong or missing
     * @param reason what is wrong with it
     */
    public record Defect(long ordinal, String reason) {}

    public LedgerCheck(AccountId account, LedgerKey key) {
        this.account = account;
        this.key = key;
        this.reached = LedgerHead.empty(account);
    }

    /** Takes the next entry; {@code false} once something is wrong: the rest proves nothing. */
    public boolean next(SealedEntry sealed) {
        if (defect.isPresent()) {
            return false;
        }
        JournalEntry entry = sealed.entry();
        long expected = reached.entries() + 1;
        if (!entry.account().equals(account)) {
            return wrong(expected, "entry belongs to account " + entry.account());
        }
        if (entry.ordinal() != expected) {
            return wrong(
                    expected, "entry " + expected + " is missing, the next there is has number " + entry.ordinal());
        }
        EntrySeal seal = key.seal(reached.seal(), entry);
        if (!seal.equals(sealed.seal())) {
            return wrong(
                    expected,
                    "entry is not as it was sealed: its seal is " + sealed.seal() + ", what is there has " + seal);
        }
        entry.postings().forEach(this::add);
        reached = new LedgerHead(account, expected, seal);
        return true;
    }

    private void add(Posting posting) {
        balances.computeIfAbsent(posting.amount().unit(), any -> new EnumMap<>(LedgerAccount.class))
                .merge(posting.account(), posting.amount().value(), BigDecimal::add);
    }

    private boolean wrong(long ordinal, String reason) {
        defect = Optional.of(new Defect(ordinal, reason));
        return false;
    }

    /** Whether a head that was kept or stored earlier is an entry of this chain; asked as soon as that entry is reached. */
    public void mustHaveReached(LedgerHead head) {
        if (defect.isEmpty() && head.entries() > reached.entries()) {
            wrong(
                    reached.entries() + 1,
                    "entries " + (reached.entries() + 1) + " to " + head.entries()
                            + " are missing at the end: the chain was " + head.entries() + " long");
        } else if (defect.isEmpty()
                && head.entries() == reached.entries()
                && !head.seal().equals(reached.seal())) {
            wrong(
                    Math.max(1, head.entries()),
                    "the chain had seal " + head.seal() + " there, it has " + reached.seal());
        }
    }

    /** Whether what is stored as balances is what the entries add up to. */
    public void mustAddUpTo(Map<CreditUnit, Map<LedgerAccount, Credits>> stored) {
        if (defect.isPresent()) {
            return;
        }
        stored.forEach((unit, accounts) -> accounts.forEach((kind, credits) -> {
            BigDecimal sum = balances.getOrDefault(unit, Map.of()).getOrDefault(kind, BigDecimal.ZERO);
            if (defect.isEmpty() && sum.compareTo(credits.value()) != 0) {
                wrong(
                        reached.entries(),
                        "balance of " + kind.key() + " is stored as " + credits + ", the entries add up to "
                                + new Credits(sum, unit));
            }
        }));
        balances.forEach((unit, accounts) -> accounts.forEach((kind, sum) -> {
            boolean isStored = stored.getOrDefault(unit, Map.of()).containsKey(kind);
            if (defect.isEmpty() && sum.signum() != 0 && !isStored) {
                wrong(
                        reached.entries(),
                        "balance of " + kind.key() + " is not stored, the entries add up to " + new Credits(sum, unit));
            }
        }));
    }

    public LedgerHead reached() {
        return reached;
    }

    public Optional<Defect> defect() {
        return defect;
    }
}
