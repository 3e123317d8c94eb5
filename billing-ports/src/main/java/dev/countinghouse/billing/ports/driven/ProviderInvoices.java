package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Copies of the invoices that a provider makes, and whose are to be asked for although no notice came. Numbers, lines and
 * amounts are his, so a copy is replaced as a whole, and never by what was read before it: whoever reads an invoice there names
 * the copy that he has seen before he asked.
 */
public interface ProviderInvoices {

    /** What is seen where there is no copy. */
    long NONE = 0;

    /**
     * @param readAt when the provider was asked
     * @param revision counts what it was replaced by, from 1
     */
    record Copy(ProviderInvoice invoice, Instant readAt, long revision) {}

    /** A place in a list. */
    record Place(Instant createdAt, InvoiceReference reference) {}

    /**
     * When to ask for an account's invoices.
     *
     * @param since what was created before is known
     * @param failures how often in a row the provider could not be asked
     */
    record Look(AccountId account, Instant since, Instant lookAt, int failures) {}

    Optional<Copy> find(AccountId account, InvoiceReference reference);

    /** Whose it is; for the system. */
    Optional<AccountId> accountOf(InvoiceReference reference);

    /**
     * Keeps an invoice in the place of the copy of a revision, or as the first; {@code false}, with nothing changed, if there is
     * another by now. Of many that try at once one succeeds.
     */
    boolean put(ProviderInvoice invoice, Instant readAt, long seen);

    /** For a draft that is there no more; {@code false}, with nothing changed, if the copy is of another revision by now. */
    boolean remove(AccountId account, InvoiceReference reference, long seen);

    /** Those of an account, or of all for the system, in a status or any; the newest first, or those behind a place. */
    List<Copy> list(
            Optional<AccountId> account, Optional<ProviderInvoice.Status> status, Optional<Place> before, int limit);

    /** From now on an account is looked at, at an instant or earlier; what it is looked at for stays if it was already. */
    void watch(AccountId account, Instant since, Instant lookAt);

    /**
     * Those to be looked at by an instant, the longest due first, and those that have failed after all others; for the system.
     */
    List<Look> dueBy(Instant instant, int limit);

    /** Puts another look in the place of one; {@code false}, with nothing changed, if that was changed meanwhile. */
    boolean looked(Look seen, Look next);
}
