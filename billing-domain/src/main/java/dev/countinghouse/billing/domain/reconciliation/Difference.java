package dev.countinghouse.billing.domain.reconciliation;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Locale;

/**
 * Two sides do not agree.
 *
 * @param about what, by its id: a payment's key, an invoice's number
 * @param here what we have
 * @param there what the other side has: the provider, or what follows from it here
 * @param resolved whether it has been put right in the same breath
 */
public record Difference(Kind kind, AccountId account, String about, String here, String there, boolean resolved) {

    public enum Kind {
        /** A payment is not as the provider has it: a notice was lost. */
        PAYMENT_DIFFERS(
                "It is followed at once; if it stays, look at the payment in the provider's dashboard and at the notices that"
                        + " were given up."),
        /** We asked for a payment and were told what became of it; the provider does not know it any more. */
        PAYMENT_MISSING_THERE(
                "Look whether the provider's account or key is another than it was, or its metadata were changed; then"
                        + " whether the money came in."),
        /** The customer paid something that nobody here has asked for. */
        PAYMENT_UNKNOWN_HERE(
                "Find out in the provider's dashboard what it was for: give it back there, or note the invoice that it pays as"
                        + " paid outside."),
        /** A purchase is paid, and the credits it bought were never granted. */
        CREDITS_MISSING("Verify the account's ledger, then grant the credits with the purchase in the reason."),
        /** An invoice asks for money, and nobody collects it, or another amount. */
        INVOICE_NOT_COLLECTED(
                "It was issued before invoices were collected: collect it by hand. If it was not, this is a defect."),
        /** What was used makes another amount than was invoiced for it. */
        USAGE_DIFFERS(
                "The next invoice adjusts it; after the last one, settling does. If it stays, credit the invoice."),
        /** A provider that invoices has added up another sum than he was told. */
        USAGE_TOLD_DIFFERS(
                "Look in the provider's dashboard whether somebody else reports to the meter, or it was deactivated for a"
                        + " time; correct the sum there by an event of your own, or the invoice by a credit note."),
        /** A provider that invoices was not told all of a period that is over, because he has no place for it any more. */
        USAGE_NOT_TOLD(
                "Nobody prices it: make an invoice of it by hand at the provider, or let it go. What is too much there is"
                        + " given back by a credit note."),
        /** An invoice of the provider's was not here as it is there: a notice was lost. */
        INVOICE_COPY_DIFFERS("It is copied at once.");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What to do about it. */
        public String remedy() {
            return remedy;
        }

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Difference asResolved() {
        return new Difference(kind, account, about, here, there, true);
    }
}
