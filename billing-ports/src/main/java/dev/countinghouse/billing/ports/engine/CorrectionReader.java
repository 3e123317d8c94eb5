package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadCorrections;
import java.util.List;
import java.util.Optional;

final class CorrectionReader implements ReadCorrections {

    private final Books books;

    CorrectionReader(Books books) {
        this.books = books;
    }

    @Override
    public List<Correction> read(AccountId account, Optional<EventKey> event, long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 correction");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.corrections().of(account, event, after, limit);
        });
    }
}
