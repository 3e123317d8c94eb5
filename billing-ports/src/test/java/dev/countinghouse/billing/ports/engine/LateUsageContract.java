package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Usage that arrives after its period was invoiced is billed, once and to the cent, without changing what was issued. */
public abstract class LateUsageContract {

    protected abstract Storage emptyStorage();

    private Workbench at(String instant, Catalogue catalogue) {
        Workbench bench = new Workbench(emptyStorage(), new HandClock(Instant.parse(instant)));
        bench.engine.publishCatalogue().publish(catalogue);
        return bench;
    }

    private Workbench opened() {
        return at("2026-03-01T00:00:00Z", Shop.CATALOGUE).open(ACME);
    }

    @Test
    void aLateEventStandsOnTheNextInvoiceWithALinkToTheOneItCorrects() {
        Workbench bench = opened();
        bench.subscribe(ACME, "small");
        bench.use(ACME, "used", Map.of("tokens", 1_400));
        bench.on("2026-04-01T00:00:00Z");
        IssuedInvoice march = bench.close(ACME).get(0);
        bench.on("2026-04-03T00:00:00Z");
        late(bench, "2026-03-31T23:59:59Z", 150);

        assertThat(preview(bench)).contains("Adjustment: tokens=1.50");
        bench.on("2026-05-01T00:00:00Z");
        IssuedInvoice april = bench.close(ACME).get(0);

        LineItem adjustment = april.content().lines().stream()
                .filter(line -> line.rated().kind() == RatedLine.Kind.ADJUSTMENT)
                .findFirst()
                .orElseThrow();
        assertThat(adjustment.amount()).hasToString("1.50 USD");
        assertThat(adjustment.adjusts()).contains(march.number());
        assertThat(adjustment.rated().period().end()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(adjustment.rated().quantity()).hasToString("150");
        assertThat(adjustment.rated().steps())
                .extracting(step -> step.amount().toString())
                .containsExactly("5.5 USD", "-4 USD");
        // 10.00 for May, 3.00 for April's support, and what was late
        assertThat(april.content().total()).hasToString("14.50 USD");
        assertThat(bench.invoices(ACME)).contains(march);
    }

    private static void late(Workbench bench, String time, long tokens) {
        bench.record(List.of(bench.submission(ACME, "used", Instant.parse(time), Map.of("tokens", tokens))));
    }

    private static String preview(Workbench bench) {
        return bench.engine.previewInvoice().preview(ACME, bench.clock.instant()).orElseThrow().lines().stream()
                .map(line -> line.rated().description() + "=" + line.amount().toDecimal())
                .toList()
                .toString();
    }

    @Test
    void whatIsAdjustedIsNotAdjustedAgain() {
        Workbench bench = opened();
        bench.subscribe(ACME, "small");
        bench.on("2026-04-01T00:00:00Z");
        bench.close(ACME);
        late(bench, "2026-03-31T00:00:00Z", 1_100);
        bench.on("2026-05-01T00:00:00Z");
        assertThat(totals(bench)).containsExactly("14.00");
        late(bench, "2026-04-30T00:00:00Z", 1_300);
        late(bench, "2026-03-31T23:00:00Z", 10);
        bench.on("2026-06-01T00:00:00Z");

        // 0.10 more for March, 3.00 for April, 13.00 for fees
        assertThat(totals(bench)).containsExactly("16.10");
        bench.on("2026-07-01T00:00:00Z");
        assertThat(totals(bench)).containsExactly("13.00");
    }

    private static List<String> totals(Workbench bench) {
        return Workbench.totals(bench.close(ACME));
    }

    @Test
    void lateUsageOfASubscriptionThatHasEndedIsInvoicedOnceNoMoreIsAccepted() {
        Workbench bench = opened();
        bench.subscribe(ACME, "small");
        bench.on("2026-03-20T00:00:00Z");
        bench.change(new Step.Cancel(When.NOW, false));
        bench.on("2026-04-10T00:00:00Z");
        late(bench, "2026-03-19T00:00:00Z", 1_700);
        assertThat(bench.engine.closePeriods().closeDue(10)).isEmpty();

        bench.on("2026-04-24T00:00:00Z");
        List<IssuedInvoice> settled = bench.engine.closePeriods().closeDue(10);
        assertThat(Workbench.totals(settled)).containsExactly("7.00");
        assertThat(bench.engine.closePeriods().closeDue(10)).isEmpty();
        assertThat(bench.close(ACME)).isEmpty();
    }

    @Test
    void aPeriodInWhichNothingWasChargedCanBeAdjustedToo() {
        Workbench bench = at("2026-03-01T00:00:00Z", PAY_AS_YOU_GO).open(ACME);
        bench.subscribe(ACME, "pay");
        bench.on("2026-04-01T00:00:00Z");
        assertThat(bench.close(ACME)).isEmpty();
        late(bench, "2026-03-05T00:00:00Z", 3);
        bench.on("2026-05-01T00:00:00Z");
        IssuedInvoice invoice = bench.close(ACME).get(0);

        assertThat(invoice.content().total()).hasToString("6.00 USD");
        assertThat(invoice.content().lines().get(0).adjusts()).isEmpty();
        bench.on("2026-06-01T00:00:00Z");
        assertThat(bench.close(ACME)).isEmpty();
    }

    private static final Catalogue PAY_AS_YOU_GO = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens}
            plans:
              pay: {every: month, charges: {tokens: {meter: tokens, per_unit: 2.00}}}
            """);

    private Workbench late(String policy) {
        Workbench bench = at(
                        "2026-03-01T00:00:00Z",
                        Workbench.catalogue(
                                """
                                catalogue: 1
                                currency: USD
                                meters:
                                  tokens: {unit: token, event: used, aggregation: sum, property: tokens, %s}
                                  calls: {unit: call, event: called, aggregation: count}
                                plans:
                                  pay:
                                    every: month
                                    charges:
                                      tokens: {meter: tokens, per_unit: 2.00}
                                      calls: {meter: calls, per_unit: 0.10}
                                    minimum_spend: 5.00
                                """
                                        .formatted(policy)))
                .open(ACME);
        bench.subscribe(ACME, "pay");
        bench.use(ACME, "used", Map.of("tokens", 1));
        bench.on("2026-04-01T00:00:00Z");
        // 2.00 and what is missing to the minimum of 5.00
        assertThat(totals(bench)).containsExactly("5.00");
        bench.on("2026-04-02T00:00:00Z");
        return bench;
    }

    @Test
    void aMeterMayRefuseWhatIsLate() {
        Workbench bench = late("late: reject");
        Submission late = bench.submission(ACME, "used", Instant.parse("2026-03-31T23:59:59Z"), Map.of("tokens", 9));
        Submission open = bench.submission(ACME, "used", Instant.parse("2026-04-01T00:00:00Z"), Map.of("tokens", 1));

        List<RecordUsage.Outcome> outcomes = bench.engine.recordUsage().record(List.of(late, open));
        assertThat(outcomes.get(0))
                .isEqualTo(new RecordUsage.Outcome.Rejected(
                        "time",
                        "2026-03-31T23:59:59Z is in a period that is invoiced already, and meter tokens takes no late"
                                + " usage"));
        assertThat(outcomes.get(1)).isEqualTo(new RecordUsage.Outcome.Accepted(1));
        bench.on("2026-05-01T00:00:00Z");
        assertThat(totals(bench)).containsExactly("5.00");
    }

    @Test
    void aMeterMayCountWhatIsLateWithoutBillingIt() {
        Workbench bench = late("late: count");
        late(bench, "2026-03-20T00:00:00Z", 50);
        bench.record(List.of(bench.submission(ACME, "called", Instant.parse("2026-03-21T00:00:00Z"), Map.of())));
        bench.on("2026-05-01T00:00:00Z");

        assertThat(bench.used(ACME, "tokens", MARCH)).hasToString("51");
        // the call is billed, and lowers what was missing to the minimum as much
        assertThat(Workbench.amounts(bench.close(ACME).get(0)))
                .isEqualTo(Map.of(
                        "Adjustment: calls", "0.10",
                        "Adjustment: Minimum spend: pay", "-0.10",
                        "Minimum spend: pay", "5.00"));
    }

    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    @Test
    void aMeterMayReopenItsPeriodForAWhile() {
        Workbench bench = late("late: reopen, grace: 3d");
        late(bench, "2026-03-20T00:00:00Z", 2);
        bench.on("2026-04-03T23:59:59Z");
        assertThat(bench.engine.closePeriods().closeDue(9)).isEmpty();
        bench.on("2026-04-04T00:00:00Z");
        // 6.00 instead of the minimum of 5.00
        assertThat(Workbench.totals(bench.engine.closePeriods().closeDue(9))).containsExactly("1.00");

        bench.on("2026-04-05T00:00:00Z");
        late(bench, "2026-03-21T00:00:00Z", 1);
        assertThat(bench.engine.closePeriods().closeDue(9))
                .as("after the grace it waits for the next invoice")
                .isEmpty();
        bench.on("2026-05-01T00:00:00Z");
        assertThat(totals(bench)).containsExactly("7.00");
    }

    @Test
    void anAdjustmentCanBeCreditedAndItsTaxComesBackToTheCent() {
        Workbench bench = at(YearOfUsage.START.toString(), Shop.CATALOGUE).open(YearOfUsage.account());
        bench.subscribe(ACME, "small");
        bench.on("2026-04-02T00:00:00Z");
        bench.close(ACME);
        late(bench, "2026-03-15T00:00:00Z", 1_033);
        bench.on("2026-05-02T00:00:00Z");
        IssuedInvoice april = bench.close(ACME).get(0);
        List<LineItem> lines = new ArrayList<>(april.content().lines());
        TreeMap<String, Money> all = new TreeMap<>();
        lines.forEach(line -> all.put(line.key(), line.net()));

        assertThat(lines).anyMatch(line -> line.rated().kind() == RatedLine.Kind.ADJUSTMENT);
        assertThat(bench.engine.creditInvoice().credit(new CreditNoteId("all"), april.number(), all, "given back"))
                .isInstanceOfSatisfying(CreditInvoice.Outcome.Credited.class, credited -> assertThat(
                                credited.note().total())
                        .isEqualTo(april.content().total()));
    }
}
