package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostStep;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes the margin of one group, as {@link ReadMargin} tells it, back to the lines and the responses it came from. */
public interface ExplainMargin {

    /**
     * Empty where {@link ReadMargin} has no margin for the group. Events come in pages: pass {@code next} of one page to get
     * the next.
     *
     * @param dimensions as for {@link ReadMargin}, in the same order: it is the order in which lines are split
     * @param group a value for each of them; none of both for the whole account
     */
    Optional<Explanation> explain(
            AccountId account,
            Instant asOf,
            List<String> dimensions,
            Group group,
            Optional<UsageEvent> after,
            int limit);

    /**
     * @param revenue the group's shares of lines, which add up to the margin's revenue
     * @param costs by model, which add up to the margin's cost in USD
     * @param events the provider responses, whose costs add up to that over all pages
     */
    record Explanation(
            Margin margin,
            List<Share> revenue,
            List<ModelCost> costs,
            List<PricedEvent> events,
            Optional<UsageEvent> next) {

        public Explanation {
            revenue = List.copyOf(revenue);
            costs = List.copyOf(costs);
            events = List.copyOf(events);
        }
    }

    /**
     * The group's part of a line of the period, as an invoice or a preview has it.
     *
     * @param whole what is split: the line, settled
     * @param weight what of {@code weights} falls to the group: use of the line's meter, or what use came to for a fee
     */
    record Share(RatedLine line, Money whole, Fraction weight, Fraction weights, Amount part) {}

    record ModelCost(String provider, String model, CostSum cost) {}

    /**
     * @param steps by the price book, which add up to the cost that was recorded; none where the book says something else
     *     today
     */
    record PricedEvent(UsageEvent event, CostSum cost, List<CostStep> steps) {

        public PricedEvent {
            steps = List.copyOf(steps);
        }
    }
}
