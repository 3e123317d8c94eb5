package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The invoices of a provider that invoices. He makes, collects and duns them; here they are read, and what an operator does
 * about one is passed on. Called outside of transactions, like {@link PaymentGateway}, and what is said there about answers
 * that do not come holds here.
 */
public interface InvoiceGateway {

    /** As it is now; empty if it is none of our customers'. */
    Optional<ProviderInvoice> find(InvoiceReference reference);

    /** Which invoice a credit note is of; empty if it is none of our customers'. */
    Optional<InvoiceReference> ofCreditNote(String creditNote);

    /** Those of an account that were created at or after an instant, the newest first. */
    List<ProviderInvoice> of(AccountId account, Instant since, int limit);

    /**
     * Does something about one; where that is done already nothing is changed, so whoever was not answered asks again.
     *
     * @throws IllegalArgumentException if it is none of our customers'
     */
    Outcome change(InvoiceReference reference, Step step);

    /** What may be done about an invoice. */
    sealed interface Step {

        /** It leaves draft before the provider would have done so. */
        record Finalize() implements Step {}

        /** It is tried to be collected now. */
        record Pay() implements Step {}

        /** It was paid past the provider. */
        record PaidOutside() implements Step {}

        record Void() implements Step {}

        /** Nobody expects it to be paid any more. */
        record WriteOff() implements Step {}

        /**
         * A credit note takes something off what is open, or gives back what was paid.
         *
         * @param key tells orders apart: under one key there is one credit note, for good
         * @param amount with tax; above 0
         */
        record Credit(String key, Money amount, String reason) implements Step {}
    }

    /** What came of it. */
    sealed interface Outcome {

        record Done(ProviderInvoice invoice) implements Outcome {}

        /**
         * Nothing was changed, or it was tried and declined.
         *
         * @param reason in words that may be shown
         */
        record Refused(ProviderInvoice invoice, String reason) implements Outcome {}
    }
}
