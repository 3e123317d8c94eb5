package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.Rollover;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Credits that are given, taken back, and come again. */
public final class Granting {

    private final CreditBook book;
    private final Stock stock;

    Granting(CreditBook book, Stock stock) {
        this.book = book;
        this.stock = stock;
    }

    /** As it is now; empty if it is not there, or was not read for the commands at hand. */
    public Optional<Grant> find(GrantId id) {
        return stock.find(id);
    }

    /** Once for each id. */
    public GrantOutcome grant(GrantOrder order) {
        Optional<Grant> earlier = stock.find(order.id());
        if (earlier.isPresent()) {
            return earlier.get().order().equals(order)
                    ? new GrantOutcome.Done(earlier.get())
                    : new GrantOutcome.Conflict(earlier.get());
        }
        if (order.expiresAt().filter(expiry -> !book.at().isBefore(expiry)).isPresent()) {
            return new GrantOutcome.Refused(
                    "expiresAt is " + order.expiresAt().get() + ", it must be after now, " + book.at());
        }
        Grant grant = Grant.of(order, stock.nextOrdinal(), book.at());
        Postings postings = new Postings();
        stock.put(grant);
        stock.counter(grant.pool(), grant.id(), grant.amount(), postings);
        GrantSource.of(grant).post(stock, grant.amount().negate(), paid(grant).negate(), postings);
        book.write(order.kind(), Optional.empty(), order.id().value(), postings);
        book.repay(grant.amount().unit(), book.at());
        return new GrantOutcome.Done(stock.find(order.id()).orElseThrow());
    }

    private static Credits paid(Grant grant) {
        return grant.order().paid().orElse(grant.amount());
    }

    /** Takes away what is left of a grant, as if it had never been given; what a hold reserved of it follows when it ends. */
    public GrantOutcome withdraw(GrantId id) {
        Optional<Grant> found = stock.find(id);
        if (found.isEmpty()) {
            return new GrantOutcome.Refused("there is no grant " + id);
        }
        Grant grant = found.get();
        if (grant.closedTo().isPresent()) {
            return new GrantOutcome.Done(grant);
        }
        takeOut(grant, grant.takeAway(grant.left()), EntryKind.VOID, Optional.empty());
        Grant closed = stock.find(id).orElseThrow().close(GrantSource.of(grant).account());
        stock.put(closed);
        return new GrantOutcome.Done(closed);
    }

    /** Takes away what is left of a grant, but does not close it: it still tells what was spent of it. */
    void empty(Grant grant) {
        takeOut(grant, grant.correct(grant.left().negate()), EntryKind.VOID, Optional.empty());
    }

    /** Makes a grant of another amount; less only as far as it is not spent or held. */
    public GrantOutcome correct(CommandKey command, GrantId id, Credits amount) {
        Optional<Grant> found = stock.find(id);
        if (found.isEmpty()) {
            return new GrantOutcome.Refused("there is no grant " + id);
        }
        Grant grant = found.get();
        Optional<JournalEntry> earlier = book.done(command);
        if (earlier.isPresent()) {
            return grant.amount().equals(amount) && isOn(grant, EntryKind.CORRECTION, earlier.get())
                    ? new GrantOutcome.Done(grant)
                    : new GrantOutcome.Conflict(grant);
        }
        Credits by = amount.minus(grant.amount());
        if (grant.closedTo().isPresent() || grant.left().plus(by).signum() < 0) {
            return new GrantOutcome.Refused("amount is " + amount + ", it must be at least "
                    + grant.amount().minus(grant.left()) + ": that much is spent, held or gone");
        }
        Postings postings = new Postings();
        stock.put(grant.correct(by));
        stock.counter(grant.pool(), id, by, postings);
        GrantSource.of(grant).post(stock, by.negate(), share(grant, by).negate(), postings);
        book.write(EntryKind.CORRECTION, Optional.of(command), id.value(), postings);
        book.repay(by.unit(), book.at());
        return new GrantOutcome.Done(stock.find(id).orElseThrow());
    }

    /** Gives a purchase back in part: credits that are left of it, and the money for them. */
    public GrantOutcome refund(CommandKey command, GrantId id, Credits credits) {
        return once(command, EntryKind.REFUND, id, credits, grant -> refund(command, grant, credits));
    }

    private GrantOutcome refund(CommandKey command, Grant grant, Credits credits) {
        if (credits.signum() <= 0 || credits.compareTo(grant.left()) > 0) {
            return new GrantOutcome.Refused(credits + " of grant " + grant.id()
                    + " are to be given back, it must be above 0 and at most what is left, " + grant.left());
        }
        takeOut(grant, grant.takeAway(credits), EntryKind.REFUND, Optional.of(command));
        return new GrantOutcome.Done(stock.find(grant.id()).orElseThrow());
    }

    /** Takes credits of a grant once for each command. */
    private GrantOutcome once(
            CommandKey command, EntryKind kind, GrantId id, Credits credits, Function<Grant, GrantOutcome> take) {
        Optional<Grant> grant = stock.find(id);
        if (grant.isEmpty()) {
            return new GrantOutcome.Refused("there is no grant " + id);
        }
        return book.done(command)
                .map(earlier -> again(grant.get(), kind, credits, earlier))
                .orElseGet(() -> take.apply(grant.get()));
    }

    /** Whether a command that took credits of a grant before took these. */
    private static GrantOutcome again(Grant grant, EntryKind kind, Credits credits, JournalEntry earlier) {
        Optional<Credits> taken = Optional.ofNullable(earlier.totals().get(credits.unit()))
                .map(totals -> totals.get(GrantSource.of(grant).account()));
        return isOn(grant, kind, earlier) && taken.equals(Optional.of(credits))
                ? new GrantOutcome.Done(grant)
                : new GrantOutcome.Conflict(grant);
    }

    private static boolean isOn(Grant grant, EntryKind kind, JournalEntry earlier) {
        return earlier.kind() == kind && earlier.about().equals(grant.id().value());
    }

    /** A refund came to nothing: credits come back to the grant they were taken of, or to where it went since. */
    public GrantOutcome restore(CommandKey command, GrantId id, Credits credits) {
        Optional<Grant> found = stock.find(id);
        if (found.isEmpty()) {
            return new GrantOutcome.Refused("there is no grant " + id);
        }
        if (book.done(command).isEmpty()) {
            Grant grant = found.get();
            Credits none = Credits.zero(credits.unit());
            Postings postings = new Postings();
            stock.put(grant.giveBack(credits, none, none));
            stock.counter(grant.closedTo().orElse(grant.pool()), id, credits, postings);
            GrantSource.of(grant)
                    .post(stock, credits.negate(), share(grant, credits).negate(), postings);
            book.write(EntryKind.CORRECTION, Optional.of(command), id.value(), postings);
            book.repay(credits.unit(), book.at());
        }
        return new GrantOutcome.Done(stock.find(id).orElseThrow());
    }

    /** Credits whose payment was taken back: what is not left of them is owed. */
    public GrantOutcome chargeBack(CommandKey command, GrantId id, Credits credits) {
        return once(command, EntryKind.CHARGEBACK, id, credits, grant -> chargeBack(command, grant, credits));
    }

    private GrantOutcome chargeBack(CommandKey command, Grant grant, Credits credits) {
        GrantId id = grant.id();
        if (credits.signum() <= 0 || credits.compareTo(grant.amount()) > 0) {
            return new GrantOutcome.Refused(credits + " of grant " + id
                    + " are charged back, it must be above 0 and at most what was granted, " + grant.amount());
        }
        Credits left = credits.min(grant.left());
        Postings postings = new Postings();
        stock.put(grant.takeAway(left));
        stock.counter(grant.pool(), id, left.negate(), postings);
        stock.counter(LedgerAccount.OVERDRAWN, left.minus(credits), postings);
        GrantSource.of(grant).post(stock, credits, share(grant, credits), postings);
        book.write(EntryKind.CHARGEBACK, Optional.of(command), id.value(), postings);
        book.repay(credits.unit(), book.at());
        return new GrantOutcome.Done(stock.find(id).orElseThrow());
    }

    /**
     * A recurring grant comes again: what is left of the one before expires or rolls over into the next, in one entry with
     * the new credits.
     */
    public GrantOutcome recur(Optional<GrantId> before, GrantOrder next, Optional<Rollover> rollover) {
        Optional<Grant> known = stock.find(next.id());
        if (known.isPresent()) {
            return new GrantOutcome.Done(known.get());
        }
        Postings postings = new Postings();
        Credits zero = Credits.zero(next.amount().unit());
        Optional<Grant> last =
                before.flatMap(stock::find).filter(grant -> grant.closedTo().isEmpty());
        Credits left = last.map(Grant::left).orElse(zero);
        Credits rolled =
                last.isPresent() && rollover.isPresent() ? rollover.get().of(left) : zero;
        last.ifPresent(grant -> {
            stock.counter(grant.pool(), grant.id(), left.negate(), postings);
            stock.put(grant.close(LedgerAccount.EXPIRED));
        });
        Grant grant = Grant.of(next, stock.nextOrdinal(), book.at()).correct(rolled);
        stock.put(grant);
        stock.counter(grant.pool(), grant.id(), grant.amount(), postings);
        stock.counter(LedgerAccount.EXPIRED, left.minus(rolled).max(zero), postings);
        stock.counter(
                LedgerAccount.COST,
                next.amount().plus(rolled.minus(left).max(zero)).negate(),
                postings);
        book.write(EntryKind.RECURRENCE, Optional.empty(), next.id().value(), postings);
        book.repay(zero.unit(), book.at());
        return new GrantOutcome.Done(stock.find(next.id()).orElseThrow());
    }

    /** Grants that are not closed, the first granted first. */
    List<Grant> open() {
        return stock.grants().stream()
                .filter(grant -> grant.closedTo().isEmpty())
                .sorted(Comparator.comparingLong(Grant::ordinal))
                .toList();
    }

    private void takeOut(Grant grant, Grant after, EntryKind kind, Optional<CommandKey> command) {
        Credits credits = grant.left().minus(after.left());
        Postings postings = new Postings();
        stock.put(after);
        stock.counter(grant.pool(), grant.id(), credits.negate(), postings);
        GrantSource.of(grant).post(stock, credits, share(grant, credits), postings);
        book.write(kind, command, grant.id().value(), postings);
    }

    private static Credits share(Grant grant, Credits credits) {
        return GrantSource.of(grant).share(grant, credits);
    }
}
