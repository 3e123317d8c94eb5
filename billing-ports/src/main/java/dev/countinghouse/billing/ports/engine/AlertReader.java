package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadAlerts;
import java.util.List;
import java.util.Optional;

final class AlertReader implements ReadAlerts {

    private final Books books;

    AlertReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Alert> find(AccountId account, AlertId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.alerts().find(account, id));
    }

    @Override
    public List<Alert> list(AccountId account, Optional<AlertId> after, int limit) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.alerts().list(account, after, limit));
    }

    @Override
    public Thresholds thresholds(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.thresholds(account);
        });
    }
}
