package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What accounts owe by their invoices, for good, and when there is something to be done about it. */
public interface Receivables {

    /**
     * When something is to be done about one.
     *
     * @param dueAt by the engine's clock: the next try or stage; empty if there is none
     * @param askAt by the clock of the world: when the provider is asked what he has not decided; empty if he has
     */
    record Next(Optional<Instant> dueAt, Optional<Instant> askAt) {}

    /** One about which the provider is to be asked, as of a revision, and how often that was put off since then. */
    record Ask(AccountId account, InvoiceNumber invoice, long revision, int looks) {}

    /** @throws IllegalStateException if there is one of this invoice */
    void add(Receivable receivable, Next next);

    Optional<Receivable> find(AccountId account, InvoiceNumber invoice);

    /** The one that was to be paid by a payment. */
    Optional<Receivable> find(AccountId account, PaymentKey payment);

    /**
     * Keeps one that was changed, and returns it with its next revision.
     *
     * @throws StaleVersionException if it is not of the revision that is stored
     */
    Receivable update(Receivable receivable, Next next);

    /** All of an account, in the order in which they were added. */
    List<Receivable> of(AccountId account);

    /** Those of them that are open. */
    List<Receivable> openOf(AccountId account);

    /**
     * Accounts with something due at or before an instant, the longest due first. One with a clock of its own is judged by
     * that. For the system.
     */
    List<AccountId> dueBy(Instant instant, int limit);

    /** When the next thing is due for an account; empty if nothing is. */
    Optional<Instant> nextDue(AccountId account);

    /** Those about which the provider is to be asked by an instant, the longest due first; of all accounts, for the system. */
    List<Ask> toAskBy(Instant instant, int limit);

    /** Asks later, whatever comes of it now; {@code false}, with nothing changed, if it was changed or put off meanwhile. */
    boolean postpone(Ask seen, Optional<Instant> askAt);
}
