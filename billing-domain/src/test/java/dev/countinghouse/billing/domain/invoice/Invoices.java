package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.rating.Story;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lines, accounts and coupons for tests of invoices. */
final class Invoices {

    static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-05-01T00:00:00Z");
    static final Period APRIL = new Period(START, END);

    private Invoices() {}

    /** Taxes are written {@code key percent}. */
    static Account account(String currency, String... taxes) {
        return new Account(
                Story.ACCOUNT,
                Party.named("Acme"),
                ZoneId.of("UTC"),
                Currency.getInstance(currency),
                Stream.of(taxes)
                        .map(tax -> tax.split(" "))
                        .map(tax -> new TaxRate(tax[0], tax[0], Fraction.parse(tax[1])))
                        .toList(),
                new TreeSet<>());
    }

    static RatedLine line(Kind kind, String charge, String amount, String currency, Period period, String percentOff) {
        Fraction value = amount.contains("/")
                ? Fraction.parse(amount.split("/")[0]).dividedBy(Fraction.parse(amount.split("/")[1]))
                : Fraction.parse(amount);
        return new RatedLine(
                kind,
                new SubscriptionId("main"),
                new PlanVersionId(new PlanKey("pro"), 1),
                charge,
                charge,
                Optional.empty(),
                period,
                Fraction.ZERO,
                Fraction.of(value.signum() < 0 ? -1 : 1),
                new Amount(value, Currency.getInstance(currency)),
                Fraction.parse(percentOff),
                Settlement.INVOICE,
                List.of());
    }

    static RatedLine usage(String charge, String amount) {
        return line(Kind.USAGE, charge, amount, "USD", APRIL, "0");
    }

    static RatedLine usage(String charge, String amount, String currency) {
        return line(Kind.USAGE, charge, amount, currency, APRIL, "0");
    }

    static RatedLine fee(String charge, String amount) {
        return line(Kind.FEE, charge, amount, "USD", APRIL, "0");
    }

    /** A credit is negative. */
    static RatedLine proration(String charge, String amount, String from) {
        return line(Kind.PRORATION, charge, amount, "USD", APRIL.from(Instant.parse(from + "T00:00:00Z")), "0");
    }

    static Coupon percent(String key, String percent) {
        Coupon.Discount off = new Coupon.Discount.PercentOff(Fraction.parse(percent));
        return new Coupon(new CouponKey(key), key, off, Coupon.Duration.FOREVER);
    }

    static Coupon amount(String key, String amount, String currency) {
        Coupon.Discount off = new Coupon.Discount.AmountOff(Money.parse(amount, Currency.getInstance(currency)));
        return new Coupon(new CouponKey(key), key, off, Coupon.Duration.FOREVER);
    }

    static DraftInvoice draft(Account account, List<Coupon> coupons, RatedLine... lines) {
        return InvoiceDrafter.draft(account, APRIL, List.of(lines), coupons, List.of(), Money.zero(account.currency()));
    }

    static IssuedInvoice issued(DraftInvoice draft) {
        Party party = Party.named("Someone");
        return draft.issue(new InvoiceNumber("T", 1), END, END, party, party);
    }

    static List<String> nets(DraftInvoice draft) {
        return draft.lines().stream()
                .map(line -> line.rated().charge() + " " + line.net().toDecimal())
                .toList();
    }

    static List<String> discounts(DraftInvoice draft) {
        return draft.discounts().stream()
                .map(item -> item.key() + " " + item.amount().toDecimal())
                .toList();
    }

    static List<String> taxes(DraftInvoice draft) {
        return draft.taxes().stream()
                .map(item -> item.rate().key() + " " + item.amount().toDecimal())
                .toList();
    }
}
