package dev.countinghouse.adapter.postgres.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
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
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Pause;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.domain.subscription.Term;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DocumentsTest extends Seeded {

    private static final Instant FROM = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2090-01-01T00:00:00Z");

    @Test
    void everyInvoiceIsReadAsItWasWritten() {
        rounds(300, round -> {
            IssuedInvoice invoice = invoice();
            assertThat(InvoiceDocument.read(InvoiceDocument.write(invoice))).isEqualTo(invoice);
        });
    }

    @Test
    void everyCreditNoteIsReadAsItWasWritten() {
        rounds(300, round -> {
            TreeMap<String, Money> lines = new TreeMap<>();
            some(1, () -> lines.put(text(), money()));
            CreditNote note = new CreditNote(
                    new CreditNoteId("a" + text()), number(), number(), instant(), text(), lines, some(0, this::tax));
            assertThat(InvoiceDocument.readCreditNote(InvoiceDocument.write(note)))
                    .isEqualTo(note);
        });
    }

    @Test
    void theListsOfASubscriptionAreReadAsTheyWereWritten() {
        rounds(300, round -> {
            List<Term> terms = some(0, this::term);
            List<Pause> pauses = some(0, this::pause);
            List<Coupon> coupons = some(0, this::coupon);
            List<TaxRate> taxes = some(0, this::rate);

            assertThat(SubscriptionDocument.readTerms(SubscriptionDocument.writeTerms(terms)))
                    .isEqualTo(terms);
            assertThat(SubscriptionDocument.readPauses(SubscriptionDocument.writePauses(pauses)))
                    .isEqualTo(pauses);
            assertThat(SubscriptionDocument.readCoupons(SubscriptionDocument.writeCoupons(coupons)))
                    .isEqualTo(coupons);
            assertThat(PartyDocument.readTaxes(PartyDocument.writeTaxes(taxes))).isEqualTo(taxes);
        });
    }

    @Test
    void aDocumentOfANewerFormatIsRefused() {
        String newer = InvoiceDocument.write(invoice()).replaceFirst("\"format\":1", "\"format\":2");

        assertThatIllegalStateException()
                .isThrownBy(() -> InvoiceDocument.read(newer))
                .withMessageContaining("format 2");
    }

    @Test
    void aDocumentThatLacksAFieldIsRefused() {
        String broken = InvoiceDocument.write(invoice()).replaceFirst("\"due_at\"", "\"due\"");

        assertThatIllegalStateException()
                .isThrownBy(() -> InvoiceDocument.read(broken))
                .withMessageContaining("'due_at'");
    }

    private IssuedInvoice invoice() {
        DraftInvoice draft = new DraftInvoice(
                new AccountId("account " + text().replaceAll("[\\p{Cc}\\p{Cs}]", "")),
                currency(),
                period(),
                some(0, this::line),
                some(0, this::line),
                some(0, () -> new DiscountItem(text(), text(), money())),
                some(0, this::tax),
                money());
        Period issuedToDue = period();
        return draft.issue(number(), issuedToDue.start(), issuedToDue.end(), party(), party());
    }

    private LineItem line() {
        RatedLine rated = new RatedLine(
                oneOf(List.of(RatedLine.Kind.values())),
                new SubscriptionId("sub-" + random.nextInt()),
                version(),
                text(),
                text(),
                random.nextBoolean() ? Optional.of(new MeterKey("meter." + random.nextInt(9))) : Optional.empty(),
                period(),
                fraction(),
                fraction(),
                amount(),
                fraction(),
                oneOf(List.of(Charge.Settlement.values())),
                some(0, () -> new Step(text(), fraction(), text(), amount())));
        return new LineItem(
                text(),
                rated,
                money(),
                money(),
                random.nextBoolean() ? Optional.of(new InvoiceNumber("N", between(1, 99))) : Optional.empty());
    }

    private Term term() {
        Interval interval = new Interval((int) between(1, Integer.MAX_VALUE), oneOf(List.of(Interval.Unit.values())));
        BillingCycle cycle = new BillingCycle(LocalDateTime.ofInstant(instant(), zone()), zone(), interval);
        return new Term(version(), between(1, Long.MAX_VALUE - 1), instant(), cycle, random.nextBoolean());
    }

    private Pause pause() {
        Period period = period();
        return new Pause(period.start(), random.nextBoolean() ? Optional.of(period.end()) : Optional.empty());
    }

    private Coupon coupon() {
        Fraction percent = Fraction.of(between(1, 1_000), between(10, 100));
        Coupon.Discount discount = random.nextBoolean()
                ? new Coupon.Discount.PercentOff(percent)
                : new Coupon.Discount.AmountOff(new Money(between(1, 1_000_000), currency()));
        return new Coupon(
                new CouponKey("c" + random.nextInt(99)),
                text(),
                discount,
                oneOf(List.of(Coupon.Duration.FOREVER, Coupon.Duration.ONCE, new Coupon.Duration(7))));
    }

    private TaxItem tax() {
        return new TaxItem(rate(), money(), money());
    }

    private TaxRate rate() {
        return new TaxRate("tax" + random.nextInt(99), text(), Fraction.of(between(0, 300), 3));
    }

    private Party party() {
        return new Party(
                "party " + text(),
                some(0, this::text),
                text(),
                random.nextBoolean() ? "" : "a" + random.nextInt(99) + "@b.example");
    }

    private PlanVersionId version() {
        return new PlanVersionId(new PlanKey("plan-" + random.nextInt(9)), (int) between(1, Integer.MAX_VALUE));
    }

    private InvoiceNumber number() {
        return new InvoiceNumber("series " + text(), between(1, Long.MAX_VALUE - 1));
    }

    private Period period() {
        Instant start = instant();
        return new Period(start, start.plusNanos(between(1, Long.MAX_VALUE / 8)));
    }

    private Instant instant() {
        return instantBetween(FROM, TO);
    }

    private ZoneId zone() {
        return ZoneId.of(oneOf(List.of("Europe/Berlin", "UTC", "Z", "+05:45", "UTC+01:00", "America/St_Johns")));
    }

    private Currency currency() {
        return Currency.getInstance(oneOf(List.of("USD", "EUR", "JPY", "BHD")));
    }

    private Money money() {
        return new Money(anyLong(), currency());
    }

    private Amount amount() {
        return new Amount(fraction(), currency());
    }

    /** Of any size, whole, ending or not. */
    private Fraction fraction() {
        BigInteger numerator = BigInteger.valueOf(anyLong()).pow((int) between(1, 5));
        BigInteger denominator = BigInteger.valueOf(anyLong()).pow((int) between(0, 5));
        return Fraction.of(numerator, denominator.signum() == 0 ? BigInteger.ONE : denominator);
    }

    private String text() {
        return oneOf(List.of(
                "",
                "plain",
                "a \"quoted\" text",
                "it's",
                "back\\slash",
                "line\nbreak\ttab\r",
                "\u0000\u0001\u2028",
                "Zoë 円 \uD83D\uDE00",
                "'; drop table invoice; --",
                "{}[],:",
                "186.50 USD"));
    }

    private <T> List<T> some(int least, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (long i = between(least, 4); i > 0; i--) {
            items.add(item.get());
        }
        return items;
    }
}
