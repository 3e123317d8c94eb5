package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.money.Money;
import java.util.SortedMap;

/** Gives back part of an issued invoice, once for each id: asked again, it answers the note there is. */
public interface CreditInvoice {

    /**
     * @param id chosen by the caller and unique in the account, so that a retry is recognised
     * @param lines what to credit of each line, before tax, by line key
     */
    Outcome credit(CreditNoteId id, InvoiceNumber invoice, SortedMap<String, Money> lines, String reason);

    sealed interface Outcome {

        /** @param note just issued, or by an earlier call with the same content */
        record Credited(CreditNote note) implements Outcome {}

        /** @param earlier the note that has the id: for another invoice, other lines or another reason */
        record Conflict(CreditNote earlier) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
