package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider that invoices was told of usage, and of whose usage there is more to tell. Accounts that are watched are
 * noted by whatever changes their usage ({@link InvoicedUsage#changed}), in the same transaction; whoever notes waits for nobody.
 */
public interface UsageReports {

    /**
     * An account that somebody works at.
     *
     * @param turn tells claims of it apart
     */
    record Claim(AccountId account, long turn) {}

    /**
     * When an account is to be looked at although nothing is noted.
     *
     * @param lookAt by the engine's clock, or the account's own: its period ends then, or a level has lasted for a while
     * @param sendAt by the clock of the world: something is to be sent, or asked for
     */
    record Next(Optional<Instant> lookAt, Optional<Instant> sendAt) {}

    /** From now on the account is watched, and something has changed of it at and after a time. */
    void watch(AccountId account, Instant since);

    /** Notes that usage has changed at and after a time, of those that are watched. */
    void changed(Map<AccountId, Instant> earliest);

    /**
     * Accounts to be looked at, those whose period has ended first; nobody who is claimed by then. For the system.
     *
     * @param engine of those without a clock of their own
     */
    List<AccountId> dueBy(Instant engine, Instant world, int limit);

    /**
     * Has nobody else claim an account until an instant, when something is to be sent again if it was not released; empty,
     * with nothing changed, if somebody else has.
     */
    Optional<Claim> claim(AccountId account, Instant now, Instant until);

    /** Ends a claim; {@code false}, with nothing changed, if it was not the last one. */
    boolean release(Claim claim, Next next);

    /**
     * Takes the notes of an account off, and answers the earliest time they tell of. What is read from here on in this
     * transaction holds everything they told of; what is changed meanwhile is noted again.
     */
    Optional<Instant> take(AccountId account);

    /** All there are of an account. */
    List<MeterTally> tallies(AccountId account);

    /** Puts one in the place of that of its meter and the start of its period. */
    void save(MeterTally tally);

    /** @throws IllegalStateException if there is one of its id or sequence, or one of its account and meter is open */
    void add(UsageReport report);

    /**
     * Keeps how far one is, and returns it with its next revision.
     *
     * @throws StaleVersionException if it is not of the revision that is stored
     */
    UsageReport update(UsageReport report);

    /** The last one of each meter of an account, by meter. */
    List<UsageReport> latest(AccountId account);

    Optional<UsageReport> find(AccountId account, ReportId id);

    /** Whose report it is; for the system. */
    Optional<AccountId> accountOf(ReportId id);

    /** The newest first. */
    List<UsageReport> of(AccountId account, int limit);
}
