package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Credits that are spent without having been held: by metered usage, and on what is sold once. */
public final class Burning {

    private final CreditBook book;
    private final Stock stock;
    private final Map<BurnLine, Burn> burns = new LinkedHashMap<>();
    private final Set<BurnLine> changed = new LinkedHashSet<>();

    Burning(CreditBook book, Stock stock, Collection<Burn> known) {
        this.book = book;
        this.stock = stock;
        known.forEach(burn -> burns.put(burn.line(), burn));
    }

    /** Pays for something at once, if there is enough. */
    public SaleOutcome sell(CommandKey command, String about, Credits price, SpendPurpose purpose) {
        Optional<JournalEntry> earlier = book.done(command);
        Credits available = book.available(price.unit(), purpose);
        if (earlier.isPresent()) {
            Credits paid = earlier.get()
                    .totals()
                    .getOrDefault(price.unit(), Map.of())
                    .getOrDefault(LedgerAccount.REVENUE, Credits.zero(price.unit()));
            return earlier.get().about().equals(about) && paid.equals(price)
                    ? new SaleOutcome.Sold(earlier.get(), available)
                    : new SaleOutcome.Conflict(earlier.get());
        }
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price of " + about + " is " + price + ", it must be above 0");
        }
        if (price.compareTo(available) > 0) {
            return new SaleOutcome.Insufficient(price, available);
        }
        Postings postings = new Postings();
        stock.spend(stock.take(price, purpose, book.at()), postings);
        stock.counter(LedgerAccount.REVENUE, price, postings);
        book.write(EntryKind.SALE, Optional.of(command), about, postings);
        JournalEntry entry = stock.entries().get(stock.entries().size() - 1);
        return new SaleOutcome.Sold(entry, book.available(price.unit(), purpose));
    }

    /**
     * Burns what is missing to a line's total, or gives back what was burnt too much: to the grant that the line came to
     * last, then to the one before. What a grant gave at several times is one part, where it gave first.
     */
    public void burnTo(BurnLine line, Credits total, SpendPurpose purpose) {
        if (total.signum() < 0) {
            throw new IllegalArgumentException(
                    "total of line " + line.text() + " is " + total + ", it must not be below 0");
        }
        Burn burn = burns.getOrDefault(line, new Burn(line, List.of()));
        Credits burnt = burn.total(Credits.zero(total.unit()));
        Credits more = total.minus(burnt);
        Postings postings = new Postings();
        stock.counter(LedgerAccount.CONSUMED, more, postings);
        List<Part> parts;
        if (more.signum() >= 0) {
            List<Part> taken = stock.take(more, purpose, book.at());
            stock.spend(taken, postings);
            parts = Part.join(burn.parts(), taken);
        } else {
            stock.giveBack(Part.behind(burn.parts(), total), false, postings);
            parts = Part.first(burn.parts(), total);
        }
        if (!more.isZero()) {
            burns.put(line, new Burn(line, parts));
            changed.add(line);
            book.write(
                    more.signum() > 0 ? EntryKind.USAGE : EntryKind.USAGE_CORRECTION,
                    Optional.empty(),
                    line.text(),
                    postings);
            book.repay(total.unit(), book.at());
        }
    }

    /** Lines that were burnt for and are at hand; one that usage has left altogether has a total of 0 now. */
    public Set<BurnLine> lines() {
        return Set.copyOf(burns.keySet());
    }

    /** What was burnt for a line that is at hand. */
    public Credits total(BurnLine line, CreditUnit unit) {
        Burn burn = burns.get(line);
        return burn == null ? Credits.zero(unit) : burn.total(Credits.zero(unit));
    }

    List<Burn> changed() {
        return changed.stream().map(burns::get).toList();
    }
}
