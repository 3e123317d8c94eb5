package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Splits what an invoice asks for over those who caused it: departments, projects, threads, runs. */
public interface AllocateInvoice {

    /**
     * Each line with a meter is split by the use of its own meter; fees, proration, what spend bounds add or take off, and
     * tax are shared, by what the lines with a meter came to or by declared weights. Empty if there is no such invoice.
     *
     * @param levels dimensions from the outermost in, at least one: {@code department, project, run}
     * @param shares declared weights of the first level's values for what is shared, which goes on inside of each by what
     *     its lines with a meter came to; empty for none
     */
    Optional<Allocated> allocate(InvoiceNumber invoice, List<String> levels, SortedMap<String, Fraction> shares);

    /** The same for each invoice that an account was issued in a time, in the order they were issued. */
    List<Allocated> allocateAll(
            AccountId account, Period issued, List<String> levels, SortedMap<String, Fraction> shares);

    /**
     * One line's parts, or those of a tax, in 10<sup>-12</sup> of the currency; they add up to it exactly.
     *
     * @param line the key of the line, or of the tax rate
     */
    record AllocatedLine(String line, String text, SortedMap<Group, Amount> parts) {}

    /** An invoice's lines, net of discounts, and then its taxes; all together are its total. */
    record Allocated(IssuedInvoice invoice, List<String> levels, List<AllocatedLine> lines) {

        /** What each group of every level comes to: the parts of a level add up to those of the one above. */
        public SortedMap<Group, Amount> totals() {
            return totals(List.of(this));
        }

        /** The same for several invoices together. */
        public static SortedMap<Group, Amount> totals(List<Allocated> invoices) {
            SortedMap<Group, Amount> totals = new TreeMap<>();
            List<AllocatedLine> all = invoices.stream()
                    .flatMap(invoice -> invoice.lines().stream())
                    .toList();
            for (AllocatedLine allocation : all) {
                for (Map.Entry<Group, Amount> part : allocation.parts().entrySet()) {
                    List<String> values = part.getKey().values();
                    for (int level = 1; level <= values.size(); level++) {
                        totals.merge(new Group(values.subList(0, level)), part.getValue(), Amount::plus);
                    }
                }
            }
            return totals;
        }
    }
}
