package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every number the example shows is checked against {@link ExpectedMonth}, which does not use the engine. */
class MonthEndTest {

    private static final Instant BEGIN = Instant.parse("2025-11-01T04:00:00Z");
    private static final Instant END = Instant.parse("2025-12-01T05:00:00Z");

    private static final BillingEngine engine = MonthRun.FIRST.engine();
    private static final String output = MonthRun.FIRST.output();

    private static ExpectedMonth harbor;
    private static ExpectedMonth lindenhof;

    @BeforeAll
    static void workOutWhatIsExpected() throws IOException {
        harbor = ExpectedMonth.harbor();
        lindenhof = ExpectedMonth.lindenhof();
    }

    @Test
    void everythingSentTwiceCountsOnce() {
        int events = harbor.requests + lindenhof.requests + 7;

        assertThat(harbor.requests + lindenhof.requests).isEqualTo(8_819 + 890);
        assertThat(output).contains(grouped(events) + " duplicates, 0 counted twice");
    }

    @Test
    void usageIsTheSumOfTheRequests() {
        for (ExpectedMonth month : List.of(harbor, lindenhof)) {
            assertThat(output.lines())
                    .anyMatch(line -> line.matches("  total +%s +%s +%s"
                            .formatted(
                                    grouped(month.requests),
                                    grouped(ExpectedMonth.total(month.input)),
                                    grouped(ExpectedMonth.total(month.output)))));
        }
    }

    @Test
    void theDollarInvoiceIsWhatTheUsageComesTo() {
        BigDecimal input = ExpectedMonth.charge(harbor.input, 2_000_000, "4.50", "0.25", "5.00");
        BigDecimal outputTokens = ExpectedMonth.charge(harbor.output, 50_000, "22.50", "1.00", "25.00");
        BigDecimal storage = storage(harborStorage(), new BigDecimal("0.12"));
        BigDecimal due = input.add(outputTokens).add(storage).add(new BigDecimal("49.00"));

        IssuedInvoice invoice = invoice(4);

        assertThat(amounts(invoice)).containsExactly(input, outputTokens, storage, new BigDecimal("49.00"));
        assertThat(invoice.content().taxes()).isEmpty();
        assertThat(invoice.content().amountDue().toDecimal()).isEqualTo(due.toPlainString());
        assertThat(output).containsPattern("amount due +" + due + " USD");
    }

    @Test
    void theEuroInvoiceHasTaxOnceOnTheSum() {
        BigDecimal input = ExpectedMonth.charge(lindenhof.input, 2_000_000, "4.10", "0.23", "4.60");
        BigDecimal outputTokens = ExpectedMonth.charge(lindenhof.output, 50_000, "20.50", "0.92", "23.00");
        // 42 GB for ten of thirty days are 14 GB-months, 4 beyond the allowance, at 0.11
        BigDecimal storage = new BigDecimal("0.44");
        BigDecimal net = input.add(outputTokens).add(storage).add(new BigDecimal("45.00"));
        BigDecimal tax = net.multiply(new BigDecimal("0.19")).setScale(2, RoundingMode.HALF_UP);

        IssuedInvoice invoice = invoice(3);

        assertThat(amounts(invoice)).containsExactly(input, outputTokens, storage, new BigDecimal("45.00"));
        assertThat(invoice.content().taxTotal().toDecimal()).isEqualTo(tax.toPlainString());
        assertThat(output).containsPattern("amount due +" + net.add(tax) + " EUR");
    }

    @Test
    void costIsWhatTheProvidersAskForTheRequests() {
        assertThat(cost(Customer.HARBOR)).isEqualByComparingTo(harbor.costInDollars);
        assertThat(cost(Customer.LINDENHOF)).isEqualByComparingTo(lindenhof.costInDollars);
    }

    @Test
    void marginIsWhatTheMonthEarnedLessThatCost() {
        Margin dollars = margin(Customer.HARBOR);
        Margin euros = margin(Customer.LINDENHOF);

        // the closing invoice charges December's base fee, which is the same as November's
        assertThat(decimal(dollars.revenue().toString())).isEqualByComparingTo(sum(invoice(4)));
        assertThat(decimal(euros.revenue().toString())).isEqualByComparingTo(sum(invoice(3)));
        assertThat(decimal(euros.cost().toString()))
                .isEqualByComparingTo(lindenhof.costInDollars.multiply(new BigDecimal("0.865")));
    }

    @Test
    void theOtherPlanIsPricedOverTheSameUsage() {
        BigDecimal scale = ExpectedMonth.charge(harbor.input, 8_000_000, "3.60", "0.20", "4.00")
                .add(ExpectedMonth.charge(harbor.output, 200_000, "18.00", "0.80", "20.00"))
                .add(new BigDecimal("65.00"));
        BigDecimal scaleEuro = ExpectedMonth.charge(lindenhof.input, 8_000_000, "3.30", "0.19", "3.70")
                .add(ExpectedMonth.charge(lindenhof.output, 200_000, "16.50", "0.75", "18.50"))
                .add(new BigDecimal("60.00"));

        assertThat(output)
                .containsPattern("scale +" + scale + " USD")
                .containsPattern("scale-eur +" + scaleEuro + " EUR");
    }

    @Test
    void theOutputIsTheSameEachRun() {
        assertThat(MonthRun.run().output()).isEqualTo(output);
    }

    @Test
    void theOutputFitsATerminal() {
        assertThat(output).matches("\\p{ASCII}+");
        assertThat(output.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
        assertThat(output)
                .contains("CATALOGUE", "USAGE COMES IN", "USED", "QUOTAS", "INVOICE", "WHY", "MARGIN", "WHAT IF");
    }

    /** Seconds at each level: contracts 18.5 GB, then 31.25; helpdesk 6. */
    private static BigDecimal harborStorage() {
        Instant grown = Instant.parse("2025-11-19T17:45:00Z");
        return gigabyteSeconds("18.5", "2025-11-01T06:00:00Z", grown)
                .add(gigabyteSeconds("31.25", grown.toString(), END))
                .add(gigabyteSeconds("6", "2025-11-04T09:30:00Z", END));
    }

    private static BigDecimal gigabyteSeconds(String level, String from, Instant to) {
        return new BigDecimal(level).multiply(seconds(Instant.parse(from), to));
    }

    private static BigDecimal seconds(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toSeconds());
    }

    /** Average gigabytes over the month, ten of them included. */
    private static BigDecimal storage(BigDecimal gigabyteSeconds, BigDecimal price) {
        BigDecimal average = gigabyteSeconds.divide(seconds(BEGIN, END), 60, RoundingMode.HALF_UP);
        return average.subtract(BigDecimal.TEN).multiply(price).setScale(2, RoundingMode.HALF_UP);
    }

    private static IssuedInvoice invoice(long sequence) {
        return engine.readInvoices().find(new InvoiceNumber("INV", sequence)).orElseThrow();
    }

    private static List<BigDecimal> amounts(IssuedInvoice invoice) {
        return invoice.content().lines().stream()
                .map(LineItem::amount)
                .map(amount -> new BigDecimal(amount.toDecimal()))
                .toList();
    }

    private static BigDecimal sum(IssuedInvoice invoice) {
        return amounts(invoice).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal cost(Customer customer) {
        return decimal(engine.readCost()
                .cost(customer.id(), customer.month(MonthEnd.MONTH), List.of())
                .values()
                .iterator()
                .next()
                .total()
                .toString());
    }

    private static Margin margin(Customer customer) {
        return engine.readMargin()
                .margin(customer.id(), customer.month(MonthEnd.MONTH).end(), List.of())
                .orElseThrow()
                .values()
                .iterator()
                .next();
    }

    /** The digits of "12.3 USD". */
    private static BigDecimal decimal(String amount) {
        return new BigDecimal(amount.substring(0, amount.indexOf(' ')));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
