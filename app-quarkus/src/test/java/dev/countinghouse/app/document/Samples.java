package dev.countinghouse.app.document;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.invoice.DiscountItem;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Invoices of a November in Berlin, in euros. */
final class Samples {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Party SELLER =
            new Party("Example Models Inc.", List.of("1 Market Street", "USA"), "EIN 12-34", "billing@example.com");
    static final Party BUYER = new Party("Lindenhof GmbH", List.of("Lindenweg 1", "Berlin"), "DE123456789");

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant ISSUED = Instant.parse("2025-11-30T23:00:05Z");
    private static final Period NOVEMBER = period("2025-10-31T23:00:00Z", "2025-11-30T23:00:00Z");

    private Samples() {}

    static Period period(String start, String end) {
        return new Period(Instant.parse(start), Instant.parse(end));
    }

    static Money euros(String amount) {
        return Money.parse(amount, EUR);
    }

    static Step step(String what, String quantity, String price, String amount) {
        return new Step(what, Fraction.parse(quantity), price, new Amount(Fraction.parse(amount), EUR));
    }

    static LineItem usage(String text, String used, String quantity, String amount, Step... steps) {
        return line(Kind.USAGE, "main", text, Optional.of(new MeterKey("tokens")), used, quantity, amount, steps);
    }

    static LineItem fee(String text, String amount) {
        return fee("main", text, amount);
    }

    static LineItem fee(String subscription, String text, String amount) {
        Step once = step(text, "1", amount + " EUR", amount);
        return line(Kind.FEE, subscription, text, Optional.empty(), "0", "1", amount, once);
    }

    static LineItem adjusting(LineItem line, InvoiceNumber invoice) {
        return new LineItem(
                "adjustment/" + line.key(), line.rated(), line.amount(), line.discount(), Optional.of(invoice));
    }

    private static LineItem line(
            Kind kind,
            String subscription,
            String text,
            Optional<MeterKey> meter,
            String used,
            String quantity,
            String amount,
            Step... steps) {
        Amount exact = new Amount(Fraction.parse(amount), EUR);
        RatedLine rated = new RatedLine(
                kind,
                new SubscriptionId(subscription),
                new PlanVersionId(new PlanKey("team"), 1),
                "charge",
                text,
                meter,
                NOVEMBER,
                Fraction.parse(used),
                Fraction.parse(quantity),
                exact,
                Fraction.ZERO,
                Settlement.INVOICE,
                List.of(steps));
        return new LineItem(subscription + "/" + text, rated, exact.settle(), Money.zero(EUR), Optional.empty());
    }

    /** Without discounts, taxes and a balance. */
    static IssuedInvoice invoice(LineItem... lines) {
        return invoice(List.of(lines), List.of(), List.of(), List.of(), "0");
    }

    static IssuedInvoice invoice(
            List<LineItem> lines,
            List<LineItem> paidWithCredits,
            List<DiscountItem> discounts,
            List<TaxItem> taxes,
            String balance) {
        return issued(
                new DraftInvoice(
                        new AccountId("lindenhof"),
                        EUR,
                        NOVEMBER,
                        lines,
                        paidWithCredits,
                        discounts,
                        taxes,
                        euros(balance)),
                BUYER);
    }

    static IssuedInvoice issued(DraftInvoice draft, Party buyer) {
        return draft.issue(new InvoiceNumber("INV", 3), ISSUED, Instant.parse("2025-12-14T23:00:05Z"), SELLER, buyer);
    }

    static TaxItem vat(String base, String amount) {
        return new TaxItem(new TaxRate("vat", "VAT", Fraction.of(19)), euros(base), euros(amount));
    }

    /** So many fees of one euro and another text each. */
    static IssuedInvoice ofFees(int lines) {
        List<LineItem> fees = new ArrayList<>();
        for (int number = 1; number <= lines; number++) {
            fees.add(fee("Fee number " + number + " of many, with a name that takes more than one line", "1.00"));
        }
        return invoice(fees, List.of(), List.of(), List.of(), "0");
    }
}
