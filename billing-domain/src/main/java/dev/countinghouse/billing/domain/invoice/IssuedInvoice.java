package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An invoice as it was sent. It never changes. */
public record IssuedInvoice(
        InvoiceNumber number, DraftInvoice content, Instant issuedAt, Instant dueAt, Party seller, Party buyer) {

    public IssuedInvoice {
        if (dueAt.isBefore(issuedAt)) {
            throw new IllegalArgumentException(
                    "invoice " + number + " is due at " + dueAt + ", before it is issued at " + issuedAt);
        }
    }

    public Optional<LineItem> line(String key) {
        return content.lines().stream().filter(line -> line.key().equals(key)).findFirst();
    }

    /**
     * What of a line can still be credited after the given credit notes, which are those of this invoice: its net amount
     * less what they gave back; 0 for a line that is itself a credit.
     */
    public Money creditable(LineItem line, List<CreditNote> notes) {
        Money left = line.net();
        for (CreditNote note : notes) {
            left = left.minus(note.credited(line.key(), content.currency()));
        }
        return atLeastZero(left.min(creditable(notes)));
    }

    /** What of all lines together can still be credited: less than line by line where a maximum spend lowered the sum. */
    public Money creditable(List<CreditNote> notes) {
        Money left = content.lines().stream()
                .filter(line -> !line.isCredit())
                .map(LineItem::net)
                .reduce(Money.zero(content.currency()), Money::plus);
        for (CreditNote note : notes) {
            left = left.minus(note.lineTotal());
        }
        return atLeastZero(left);
    }

    private Money atLeastZero(Money money) {
        return money.signum() > 0 ? money : Money.zero(content.currency());
    }
}
