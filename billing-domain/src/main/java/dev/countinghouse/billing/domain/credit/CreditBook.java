package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account's credits while commands work on them, one after another under the account's lock. What is due by time is
 * done first, each at its own instant, so that it makes no difference when somebody looks.
 *
 * <p>Admitted, and refused where there is not enough: holds, their extension, sales. Recorded whatever there is, because it
 * has happened: usage, captures, chargebacks; what grants do not have is overdrawn then and repaid by the next ones.
 */
public final class CreditBook {

    private final BookState state;
    private final Stock stock;
    private final Granting granting;
    private final Holding holding;
    private final Burning burning;
    private Instant at;
    private Optional<Instant> plannedAt;

    /** Opens the book at its last entry. */
    public CreditBook(BookState state) {
        this.state = state;
        this.stock = new Stock(state);
        this.granting = new Granting(this, stock);
        this.holding = new Holding(this, stock, state.holds());
        this.burning = new Burning(this, stock, state.burns());
        this.at = state.lastAt().orElse(Instant.EPOCH);
        this.plannedAt = state.plannedAt();
    }

    /**
     * Goes on to an instant and does what falls due by then. Entries are in the order of their times: if the clock has been
     * put back, they keep the time of the last one.
     */
    public CreditBook advanceTo(Instant now) {
        Instant from = at;
        at = now.isAfter(at) ? now : at;
        // also where the clock stands still: what was read now may have come to its end before
        new DueCredits(this, stock).settle(holding, from, at);
        return this;
    }

    /** What commands are dated by. */
    public Instant at() {
        return at;
    }

    /** When plans give or take credits next. */
    public Optional<Instant> plannedAt() {
        return plannedAt;
    }

    public void planNext(Optional<Instant> next) {
        plannedAt = next;
    }

    public Granting granting() {
        return granting;
    }

    public Holding holding() {
        return holding;
    }

    public Burning burning() {
        return burning;
    }

    /** What can be spent or held for a purpose: grants that pay for it and the credit line, less what is overdrawn. */
    public Credits available(CreditUnit unit, SpendPurpose purpose) {
        return stock.spendable(unit, purpose, at).plus(creditLine(unit)).minus(stock.overdrawn(unit));
    }

    private Credits creditLine(CreditUnit unit) {
        return state.creditLines().getOrDefault(unit, Credits.zero(unit));
    }

    /** Everything that was ever posted in, and what a credit line was given for. */
    public Set<CreditUnit> units() {
        Set<CreditUnit> units = new TreeSet<>(stock.balances().keySet());
        units.addAll(state.creditLines().keySet());
        return units;
    }

    public CreditBalance balance(CreditUnit unit) {
        return CreditBalances.of(stock, unit, available(unit, SpendPurpose.GENERAL), creditLine(unit), at);
    }

    /** Grants that can be spent now go first to what was spent before there were any. */
    void repay(CreditUnit unit, Instant when) {
        Credits missing = stock.overdrawn(unit).min(stock.spendable(unit, SpendPurpose.GENERAL, when));
        if (missing.signum() > 0) {
            Postings postings = new Postings();
            stock.repay(stock.take(missing, SpendPurpose.GENERAL, when), postings);
            stock.counter(LedgerAccount.OVERDRAWN, missing, postings);
            stock.write(EntryKind.REPAYMENT, Optional.empty(), "overdrawn", when, postings);
        }
    }

    long nextOrdinal() {
        return stock.nextOrdinal();
    }

    Optional<JournalEntry> done(CommandKey command) {
        return Optional.ofNullable(state.done().get(command)).or(() -> stock.written(command));
    }

    void write(EntryKind kind, Optional<CommandKey> command, String about, Postings postings) {
        stock.write(kind, command, about, at, postings);
    }

    private boolean wantsTopUp() {
        return state.topUp()
                .filter(topUp -> available(topUp.threshold().unit(), SpendPurpose.GENERAL)
                                .compareTo(topUp.threshold())
                        < 0)
                .isPresent();
    }

    public BookChanges changes() {
        return new BookChanges(
                List.copyOf(stock.entries()),
                stock.balances(),
                List.copyOf(stock.changed()),
                holding.changed(),
                burning.changed(),
                wantsTopUp());
    }
}
