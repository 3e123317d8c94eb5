package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.period.Period;
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
            return CurrentPeriod.reaching(view, asOf).flatMap(current -> margins(view, current, asOf, dimensions));
        });
    }

    /** Empty for a currency without an exchange rate. */
    Optional<SortedMap<Group, Margin>> margins(
            AccountView view, CurrentPeriod current, Instant asOf, List<String> dimensions) {
        Currency currency = view.account().currency();
        LocalDate day = LocalDate.ofInstant(asOf.minusNanos(1), view.account().zone());
        Optional<ExchangeRate> rate = exchange.on(day, ProviderCost.USD, currency);
        if (rate.isEmpty() && !currency.equals(ProviderCost.USD)) {
            return Optional.empty();
        }
        SortedMap<Group, Amount> revenue = new RevenueShares(view, current, dimensions).byGroup();
        return Optional.of(margins(revenue, costs(view, current, dimensions), rate, currency));
    }

    private static SortedMap<Group, CostSum> costs(AccountView view, CurrentPeriod current, List<String> dimensions) {
        return time(current)
                .map(period -> CostReader.sums(view.usage(), Filter.ALL, period, dimensions))
                .orElseGet(TreeMap::new);
    }

    /** The part of the period that is over as of the question; empty at its very start. */
    static Optional<Period> time(CurrentPeriod current) {
        Instant start = current.period().actual().start();
        return current.asOf().isAfter(start) ? Optional.of(new Period(start, current.asOf())) : Optional.empty();
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
}
