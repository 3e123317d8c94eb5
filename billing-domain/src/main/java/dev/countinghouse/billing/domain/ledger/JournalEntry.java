package dev.countinghouse.billing.domain.ledger;

import dev.countinghouse.billing.domain.account.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of an account's credits, balanced for every unit; never changed itself. Only a correction to what was so already
 * posts nothing: it is kept so that whoever asks for it again, after another, is known.
 *
 * @param ordinal counts the entries of the account from 1, without gaps
 * @param command what asked for it, where its caller may ask again
 * @param about what it is about: the id of a hold, a grant, a purchase, or the line of usage
 */
public record JournalEntry(
        AccountId account,
        long ordinal,
        EntryKind kind,
        Optional<CommandKey> command,
        String about,
        Instant at,
        List<Posting> postings) {

    public JournalEntry {
        postings = List.copyOf(postings);
        if (ordinal < 1) {
            throw new IllegalArgumentException("entry " + ordinal + " of " + account + ", entries count from 1");
        }
        if (postings.isEmpty() && !mayPostNothing(kind, command)) {
            throw new IllegalArgumentException("entry " + ordinal + " of " + account + " posts nothing");
        }
        imbalance(postings).ifPresent(sum -> {
            throw new IllegalArgumentException("entry of " + account + " does not balance, it adds up to " + sum);
        });
    }

    private static boolean mayPostNothing(EntryKind kind, Optional<CommandKey> command) {
        return kind == EntryKind.CORRECTION && command.isPresent();
    }

    /** The first unit whose postings do not add up to 0, with what they add up to. */
    public static Optional<Credits> imbalance(List<Posting> postings) {
        Map<CreditUnit, BigDecimal> sums = new TreeMap<>();
        postings.forEach(
                posting -> sums.merge(posting.amount().unit(), posting.amount().value(), BigDecimal::add));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(sum -> new Credits(sum.getValue(), sum.getKey()))
                .findFirst();
    }

    /** What the customer's credits change by, pool by pool and held ones included, per unit. */
    public Map<CreditUnit, Map<LedgerAccount, Credits>> totals() {
        Map<CreditUnit, Map<LedgerAccount, Credits>> totals = new TreeMap<>();
        for (Posting posting : postings) {
            totals.computeIfAbsent(posting.amount().unit(), any -> new EnumMap<>(LedgerAccount.class))
                    .merge(posting.account(), posting.amount(), Credits::plus);
        }
        return totals;
    }
}
