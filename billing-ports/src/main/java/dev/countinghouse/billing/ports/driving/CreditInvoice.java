package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.money.Money;
import java.util.SortedMap;

/** Gives back part of an issued invoice. */
public interface CreditInvoice {

    /** @param lines what to credit of each line, before tax, by line key */
    Outcome credit(InvoiceNumber invoice, SortedMap<String, Money> lines, String reason);

    sealed interface Outcome {

        record Credited(CreditNote note) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
