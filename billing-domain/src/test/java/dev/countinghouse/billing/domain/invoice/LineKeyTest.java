package dev.countinghouse.billing.domain.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.domain.rating.Models;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of lines tell them apart within an invoice and stay what they are from draft to draft. */
class LineKeyTest {

    private static PlanVersion plan(String key, String fee) {
        return PlanSketch.plan(key)
                .fee(fee)
                .fee("late", "1.00", Timing.ARREARS, true)
                .fee("setup", "2.00", Timing.ADVANCE, false)
                .usage("plan", "sum", Models.perUnit("1.00"), bounds(), Settlement.INVOICE)
                .usage("base-use", "sum", Models.perUnit("2.00"), bounds(), Settlement.INVOICE)
                .spend("900.00", "")
                .build();
    }

    private static SpendBounds bounds() {
        return PlanSketch.spend(Models.USD, "50.00", "60.00");
    }

    private static List<String> keys(List<RatedLine> lines) {
        DraftInvoice draft = InvoiceDrafter.draft(
                Invoices.account("USD"), Invoices.APRIL, lines, List.of(), List.of(), Money.zero(Models.USD));
        return draft.lines().stream().map(LineItem::key).toList();
    }

    private static Story busy(String fee) {
        PlanVersion a = plan("a", fee);
        return Story.starts(a, "2026-03-01")
                .pauses("2026-03-20")
                .resumes("2026-04-03")
                .changes(a, 2, "2026-04-06")
                .changes(plan("b", fee), 1, "2026-04-11")
                .changes(a, 3, "2026-04-16")
                .changes(a, 1, "2026-04-21")
                .pauses("2026-04-22")
                .resumes("2026-04-23")
                .uses("sum", "1", "2026-04-02")
                .uses("sum", "100", "2026-04-12")
                .uses("sum", "3", "2026-04-22");
    }

    @Test
    void noTwoLinesOfABusyPeriodHaveTheSameKey() {
        List<RatedLine> lines = new ArrayList<>(busy("30.00").closing("2026-04-02"));
        lines.addAll(busy("30.00").closing("2026-03-02"));
        assertThat(lines.size()).isGreaterThan(15);
        assertThat(keys(lines)).doesNotHaveDuplicates();
    }

    @Test
    void aFreePlanHasNoEmptyCreditsThatCollide() {
        assertThat(keys(busy("0.00").closing("2026-04-02"))).doesNotHaveDuplicates();
    }

    @Test
    void aLineKeepsItsKeyWhileItsAmountGrowsOrChangesSign() {
        RatedLine positive = Invoices.usage("a", "1.00");
        RatedLine negative = Invoices.usage("a", "-1.00");
        assertThat(keys(List.of(positive))).isEqualTo(keys(List.of(negative)));
        Story story = busy("30.00");
        List<String> before = keys(story.closing("2026-04-02"));
        story.uses("sum", "7", "2026-04-12");
        assertThat(keys(story.closing("2026-04-02"))).containsAll(before);
    }

    @Test
    void aCreditAndAChargeFromTheSameInstantDiffer() {
        assertThat(keys(List.of(
                        Invoices.proration("base", "-15.00", "2026-04-16"),
                        Invoices.proration("base", "30.00", "2026-04-16"))))
                .containsExactly(
                        "main/pro@1/base/proration/credit/2026-04-16T00:00:00Z",
                        "main/pro@1/base/proration/2026-04-16T00:00:00Z");
    }
}
