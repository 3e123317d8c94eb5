package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.cost.PriceBook;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ExplainMargin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

final class MarginExplainer implements ExplainMargin {

    private static final List<String> BY_MODEL = List.of("provider", "model");

    private final Books books;
    private final MarginReader reader;
    private final PriceBook priceBook;

    MarginExplainer(Books books, ExchangeRates exchange, PriceBook priceBook) {
        this.books = books;
        this.reader = new MarginReader(books, exchange);
        this.priceBook = priceBook;
    }

    @Override
    public Optional<Explanation> explain(
            AccountId account,
            Instant asOf,
            List<String> dimensions,
            Group group,
            Optional<UsageEvent> after,
            int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        if (group.values().size() != dimensions.size()) {
            throw new IllegalArgumentException(
                    "group " + group.values() + " must have a value for each of the dimensions " + dimensions);
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            return CurrentPeriod.reaching(view, asOf).flatMap(current -> reader.margins(view, current, asOf, dimensions)
                    .flatMap(margins -> Optional.ofNullable(margins.get(group)))
                    .map(margin -> {
                        EventPage page = events(view, current, filter(dimensions, group), after, limit);
                        return explanation(view, current, dimensions, group, margin, page);
                    }));
        });
    }

    private Explanation explanation(
            AccountView view,
            CurrentPeriod current,
            List<String> dimensions,
            Group group,
            Margin margin,
            EventPage page) {
        return new Explanation(
                margin,
                new RevenueShares(view, current, dimensions).of(group),
                costs(view, current, filter(dimensions, group)),
                page.events().stream().map(this::priced).toList(),
                page.next());
    }

    private static Filter filter(List<String> dimensions, Group group) {
        List<Filter.Condition> conditions = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            TreeSet<String> value = new TreeSet<>(List.of(group.values().get(i)));
            conditions.add(new Filter.Condition(dimensions.get(i), false, value));
        }
        return new Filter(conditions);
    }

    private static List<ModelCost> costs(AccountView view, CurrentPeriod current, Filter filter) {
        List<ModelCost> costs = new ArrayList<>();
        MarginReader.time(current).ifPresent(period -> CostReader.sums(view.usage(), filter, period, BY_MODEL)
                .forEach((model, cost) -> costs.add(
                        new ModelCost(model.values().get(0), model.values().get(1), cost))));
        return costs;
    }

    private EventPage events(
            AccountView view, CurrentPeriod current, Filter filter, Optional<UsageEvent> after, int limit) {
        Optional<Period> period = MarginReader.time(current);
        return period.isEmpty()
                ? new EventPage(List.of(), Optional.empty())
                : books.usage().events(view.account().id(), CostReader.INPUT, filter, period.get(), after, limit);
    }

    private PricedEvent priced(UsageEvent event) {
        CostSum recorded = ResponseEvent.recordedCost(event.data());
        return new PricedEvent(event, recorded, ResponseEvent.stepsOf(event, priceBook));
    }
}
