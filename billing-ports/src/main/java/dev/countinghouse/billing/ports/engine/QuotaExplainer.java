package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.EventPage;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ExplainQuota;
import java.util.List;
import java.util.Optional;

final class QuotaExplainer implements ExplainQuota {

    private final Books books;

    QuotaExplainer(Books books) {
        this.books = books;
    }

    @Override
    public Explanation explain(AccountId account, MeterKey key, Optional<UsageEvent> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 event");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Meter meter = Lookups.meter(view.catalogue(), key);
            QuotaState state = QuotaState.of(view, meter, books.now(account));
            Optional<Basis> basis = state.basis();
            EventPage page = basis.map(
                            each -> books.usage().events(account, meter, Filter.ALL, each.counted(), after, limit))
                    .orElse(new EventPage(List.of(), Optional.empty()));
            return new Explanation(state.answer(Fraction.ZERO), basis, page.events(), page.next());
        });
    }
}
