package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Credits that are reserved for what is about to be done, until it is known what that comes to. */
public final class Holding {

    private final CreditBook book;
    private final Stock stock;
    private final Map<HoldId, Hold> holds = new LinkedHashMap<>();
    private final Set<HoldId> changed = new LinkedHashSet<>();

    Holding(CreditBook book, Stock stock, Collection<Hold> known) {
        this.book = book;
        this.stock = stock;
        known.forEach(hold -> holds.put(hold.id(), hold));
    }

    /** Once for each id, if there is enough. */
    public HoldOutcome hold(HoldOrder order) {
        Hold earlier = holds.get(order.id());
        if (earlier != null) {
            return earlier.order().equals(order)
                    ? done(earlier)
                    : new HoldOutcome.Conflict(earlier, "hold " + order.id() + " was placed for something else");
        }
        Credits available = book.available(order.amount().unit(), order.purpose());
        if (order.amount().compareTo(available) > 0) {
            return new HoldOutcome.Insufficient(order.amount(), available);
        }
        List<Part> parts = stock.take(order.amount(), order.purpose(), book.at());
        reserve(parts, order.amount(), order.id());
        return done(put(Hold.placed(order, parts, book.at())));
    }

    private static Credits zero(HoldOrder order) {
        return Credits.zero(order.amount().unit());
    }

    /** Reserves up to an amount in all, and until an instant; neither is ever made less. */
    public HoldOutcome extend(HoldId id, Credits toAmount, Instant until) {
        Hold hold = holds.get(id);
        if (hold == null) {
            return new HoldOutcome.Unknown(id);
        }
        if (!hold.isOpen()) {
            return new HoldOutcome.Conflict(hold, ended(hold));
        }
        if (!isOfUnit(hold, toAmount)) {
            return new HoldOutcome.Conflict(hold, otherUnit(hold, toAmount));
        }
        Credits more = toAmount.minus(hold.amount()).max(zero(hold.order()));
        Credits available = book.available(more.unit(), hold.order().purpose());
        if (more.signum() > 0 && more.compareTo(available) > 0) {
            return new HoldOutcome.Insufficient(more, available);
        }
        List<Part> parts = stock.take(more, hold.order().purpose(), book.at());
        reserve(parts, more, id);
        return done(put(hold.extend(parts, until)));
    }

    /** The same, also for a hold whose time was over: what it had has gone back, so all of it is reserved anew. */
    public HoldOutcome renew(HoldId id, Credits toAmount, Instant until) {
        Hold hold = holds.get(id);
        if (hold == null || hold.state() != Hold.State.EXPIRED) {
            return extend(id, toAmount, until);
        }
        Credits available = book.available(toAmount.unit(), hold.order().purpose());
        if (toAmount.compareTo(available) > 0) {
            return new HoldOutcome.Insufficient(toAmount, available);
        }
        List<Part> parts = stock.take(toAmount, hold.order().purpose(), book.at());
        reserve(parts, toAmount, id);
        return done(put(hold.renewed(parts, until)));
    }

    private void reserve(List<Part> parts, Credits amount, HoldId id) {
        Postings postings = new Postings();
        stock.hold(parts, postings);
        stock.counter(LedgerAccount.HELD, amount, postings);
        book.write(EntryKind.HOLD, Optional.empty(), id.value(), postings);
    }

    /**
     * Spends what something has come to, less than was held, as much or more; the rest of the hold goes back. One whose time
     * was over is spent all the same, of what there is.
     */
    public HoldOutcome capture(HoldId id, Credits amount) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("capture of hold " + id + " is " + amount + ", it must not be below 0");
        }
        Hold hold = holds.get(id);
        if (hold == null) {
            return new HoldOutcome.Unknown(id);
        }
        if (hold.state() == Hold.State.CAPTURED && hold.captured().equals(amount)) {
            return done(hold);
        }
        if (hold.state() == Hold.State.CAPTURED || hold.state() == Hold.State.RELEASED) {
            return new HoldOutcome.Conflict(hold, ended(hold));
        }
        if (!isOfUnit(hold, amount)) {
            return new HoldOutcome.Conflict(hold, otherUnit(hold, amount));
        }
        Credits held = hold.isOpen() ? hold.amount() : zero(hold.order());
        Postings postings = new Postings();
        stock.counter(LedgerAccount.HELD, held.negate(), postings);
        List<Part> spent = Part.first(hold.parts(), amount.min(held));
        stock.spendHeld(spent);
        stock.giveBack(hold.isOpen() ? Part.behind(hold.parts(), amount) : List.of(), true, postings);
        List<Part> beyond = stock.take(
                amount.minus(held).max(zero(hold.order())), hold.order().purpose(), book.at());
        stock.spend(beyond, postings);
        stock.counter(LedgerAccount.CONSUMED, amount, postings);
        book.write(EntryKind.CAPTURE, Optional.empty(), id.value(), postings);
        book.repay(amount.unit(), book.at());
        return done(put(hold.captured(Part.join(spent, beyond), amount)));
    }

    public HoldOutcome release(HoldId id) {
        Hold hold = holds.get(id);
        if (hold == null) {
            return new HoldOutcome.Unknown(id);
        }
        if (hold.state() == Hold.State.CAPTURED) {
            return new HoldOutcome.Conflict(hold, ended(hold));
        }
        if (!hold.isOpen()) {
            return done(hold);
        }
        return done(end(hold, Hold.State.RELEASED, EntryKind.RELEASE, book.at()));
    }

    /** A hold as it is, as if it had just been changed. */
    public HoldOutcome found(HoldId id) {
        Hold hold = holds.get(id);
        return hold == null ? new HoldOutcome.Unknown(id) : done(hold);
    }

    void lapse(Hold hold) {
        end(hold, Hold.State.EXPIRED, EntryKind.LAPSE, hold.expiresAt());
    }

    private Hold end(Hold hold, Hold.State how, EntryKind kind, Instant when) {
        Postings postings = new Postings();
        stock.counter(LedgerAccount.HELD, hold.amount().negate(), postings);
        stock.giveBack(hold.parts(), true, postings);
        stock.write(kind, Optional.empty(), hold.id().value(), when, postings);
        book.repay(hold.order().amount().unit(), when);
        return put(hold.end(how, zero(hold.order())));
    }

    private static boolean isOfUnit(Hold hold, Credits amount) {
        return hold.order().amount().unit().equals(amount.unit());
    }

    private static String otherUnit(Hold hold, Credits amount) {
        return "hold " + hold.id() + " is of " + hold.order().amount() + ", " + amount + " are of another unit";
    }

    private static String ended(Hold hold) {
        return "hold " + hold.id() + " was " + hold.state().name().toLowerCase(Locale.ROOT)
                + (hold.state() == Hold.State.CAPTURED ? " with " + hold.captured() : "");
    }

    private Hold put(Hold hold) {
        holds.put(hold.id(), hold);
        changed.add(hold.id());
        return hold;
    }

    private HoldOutcome.Done done(Hold hold) {
        return new HoldOutcome.Done(
                hold, book.available(hold.order().amount().unit(), hold.order().purpose()));
    }

    Collection<Hold> all() {
        return List.copyOf(holds.values());
    }

    List<Hold> changed() {
        return changed.stream().map(holds::get).toList();
    }
}
