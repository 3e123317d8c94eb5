package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import java.util.List;
import java.util.Optional;

/** How invoices stand that ask for money. */
public interface ReadReceivables {

    /** @param stage that dunning has reached; empty if nothing has gone wrong */
    record Standing(Receivable receivable, Optional<DunningStage> stage) {}

    /** Empty if the account has no such invoice, or it asks for nothing, or nobody collects. */
    Optional<Standing> find(AccountId account, InvoiceNumber invoice);

    /** All of an account, in the order in which they were issued. */
    List<Standing> of(AccountId account);
}
