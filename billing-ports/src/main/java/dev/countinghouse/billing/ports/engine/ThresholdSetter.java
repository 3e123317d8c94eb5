package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SetThresholds;
import java.util.Optional;
import java.util.Set;

final class ThresholdSetter implements SetThresholds {

    private final Books books;

    ThresholdSetter(Books books) {
        this.books = books;
    }

    @Override
    public void set(AccountId account, Thresholds thresholds) {
        save(account, Optional.of(thresholds));
    }

    @Override
    public void reset(AccountId account) {
        save(account, Optional.empty());
    }

    private void save(AccountId account, Optional<Thresholds> thresholds) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            books.alerts().saveThresholds(account, thresholds);
            books.alertWatch().changed(Set.of(account));
            return true;
        });
        new AlertChecker(books).checkAfter(account);
    }
}
