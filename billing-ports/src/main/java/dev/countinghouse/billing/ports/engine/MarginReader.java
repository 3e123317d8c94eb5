package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.invoice.Allocation;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadMargin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Allocates revenue to the groups that caused it and sets it against what the same groups cost. */
final class MarginReader implements ReadMargin {

    private final Books books;
    private final ExchangeRates exchange;

    MarginReader(Books books, ExchangeRates exchange) {
        this.books = books;
        this.exchange = exchange;
    }

    @Override
    public Optional<SortedMap<Group, Margin>> margin(AccountId account, Instant asOf, List<String> dimensions) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Currency currency = view.account().currency();
            LocalDate day =
                    LocalDate.ofInstant(asOf.minusNanos(1), view.account().zone());
            Optional<ExchangeRate> rate = exchange.on(day, ProviderCost.USD, currency);
            if (rate.isEmpty() && !currency.equals(ProviderCost.USD)) {
                return Optional.empty();
            }
            return CurrentPeriod.reaching(view, asOf).map(current -> {
                SortedMap<Group, Amount> revenue = new Revenue(view, current, dimensions).byGroup();
                return margins(revenue, costs(view, current, dimensions), rate, currency);
            });
        });
    }

    private static SortedMap<Group, CostSum> costs(AccountView view, CurrentPeriod current, List<String> dimensions) {
        Instant start = current.period().actual().start();
        return current.asOf().isAfter(start)
                ? CostReader.sums(view.usage(), new Period(start, current.asOf()), dimensions)
                : new TreeMap<>();
    }

    private static SortedMap<Group, Margin> margins(
            SortedMap<Group, Amount> revenue,
            SortedMap<Group, CostSum> costs,
            Optional<ExchangeRate> rate,
            Currency currency) {
        TreeSet<Group> groups = new TreeSet<>(revenue.keySet());
        groups.addAll(costs.keySet());
        SortedMap<Group, Margin> margins = new TreeMap<>();
        for (Group group : groups) {
            Amount providerCost = costs.getOrDefault(group, CostSum.ZERO).total();
            Amount cost = rate.map(each -> each.convert(providerCost)).orElse(providerCost);
            Amount earned = revenue.getOrDefault(group, Amount.zero(currency));
            margins.put(group, new Margin(earned, cost, providerCost, rate));
        }
        return margins;
    }

    /** The lines of a period split over groups: usage by quantity, then fees by what usage came to. */
    private static final class Revenue {

        private final AccountView view;
        private final CurrentPeriod current;
        private final List<String> dimensions;
        private final UseWeights use;
        private final Group nobody;
        private final SortedMap<Group, Amount> byGroup = new TreeMap<>();

        Revenue(AccountView view, CurrentPeriod current, List<String> dimensions) {
            this.view = view;
            this.current = current;
            this.dimensions = dimensions;
            this.use = new UseWeights(view, dimensions);
            this.nobody = new Group(dimensions.stream().map(any -> "").toList());
        }

        SortedMap<Group, Amount> byGroup() {
            List<RatedLine> lines =
                    new PeriodLines(view, false).borne(current.subscription(), current.period(), current.asOf());
            lines.stream().filter(line -> line.meter().isPresent()).forEach(line -> add(line, use.of(line)));
            SortedMap<Group, Fraction> shares = new TreeMap<>();
            byGroup.forEach((group, amount) -> shares.put(group, amount.value().max(Fraction.ZERO)));
            lines.stream().filter(line -> line.meter().isEmpty()).forEach(line -> add(line, shares));
            return byGroup;
        }

        private void add(RatedLine line, SortedMap<Group, Fraction> weights) {
            Money settled = line.amount().settle();
            boolean anyWeight = weights.values().stream().anyMatch(weight -> weight.signum() > 0);
            if (dimensions.isEmpty() || !anyWeight) {
                byGroup.merge(nobody, settled.exact(), Amount::plus);
            } else {
                Allocation.split(settled, weights).forEach((group, part) -> byGroup.merge(group, part, Amount::plus));
            }
        }
    }
}
