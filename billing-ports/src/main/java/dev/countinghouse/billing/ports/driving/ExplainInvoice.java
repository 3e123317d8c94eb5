package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.List;
import java.util.Optional;

/** Takes an invoice line back to what it came from: steps of rating, and the events behind them. */
public interface ExplainInvoice {

    /** Empty if there is no such invoice or line. Events come in pages: pass {@code next} of one page to get the next. */
    Optional<Explanation> explain(InvoiceNumber number, String line, Optional<UsageEvent> after, int limit);

    record Explanation(LineItem line, List<UsageEvent> events, Optional<UsageEvent> next) {}
}
