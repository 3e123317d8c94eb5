package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.Allocation;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driving.ExplainMargin.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The lines of a period split over groups: usage by quantity, then fees by what usage came to. */
final class RevenueShares {

    private final AccountView view;
    private final CurrentPeriod current;
    private final List<String> dimensions;
    private final UseWeights use;
    private final Group nobody;

    RevenueShares(AccountView view, CurrentPeriod current, List<String> dimensions) {
        this.view = view;
        this.current = current;
        this.dimensions = dimensions;
        this.use = new UseWeights(view, dimensions);
        this.nobody = new Group(dimensions.stream().map(any -> "").toList());
    }

    SortedMap<Group, Amount> byGroup() {
        SortedMap<Group, Amount> byGroup = new TreeMap<>();
        split((group, share) -> byGroup.merge(group, share.part(), Amount::plus));
        return byGroup;
    }

    List<Share> of(Group wanted) {
        List<Share> shares = new ArrayList<>();
        split((group, share) -> {
            if (group.equals(wanted)) {
                shares.add(share);
            }
        });
        return shares;
    }

    private void split(BiConsumer<Group, Share> shares) {
        List<RatedLine> lines =
                new PeriodLines(view, false).borne(current.subscription(), current.period(), current.asOf());
        SortedMap<Group, Amount> usage = new TreeMap<>();
        lines.stream()
                .filter(line -> line.meter().isPresent())
                .forEach(line -> split(line, use.of(line), (group, share) -> {
                    usage.merge(group, share.part(), Amount::plus);
                    shares.accept(group, share);
                }));
        SortedMap<Group, Fraction> weights = new TreeMap<>();
        usage.forEach((group, amount) -> weights.put(group, amount.value().max(Fraction.ZERO)));
        lines.stream().filter(line -> line.meter().isEmpty()).forEach(line -> split(line, weights, shares));
    }

    private void split(RatedLine line, SortedMap<Group, Fraction> weights, BiConsumer<Group, Share> shares) {
        Money settled = line.amount().settle();
        Fraction sum = weights.values().stream().reduce(Fraction.ZERO, Fraction::plus);
        if (dimensions.isEmpty() || sum.isZero()) {
            shares.accept(nobody, new Share(line, settled, Fraction.ONE, Fraction.ONE, settled.exact()));
        } else {
            Allocation.split(settled, weights)
                    .forEach((group, part) -> shares.accept(
                            group, new Share(line, settled, weights.getOrDefault(group, Fraction.ZERO), sum, part)));
        }
    }
}
