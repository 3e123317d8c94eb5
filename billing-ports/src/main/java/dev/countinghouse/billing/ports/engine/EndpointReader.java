package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driving.ReadEndpoints;
import java.util.List;
import java.util.Optional;

final class EndpointReader implements ReadEndpoints {

    private final Books books;

    EndpointReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return EndpointLookup.find(books, id);
    }

    @Override
    public List<Endpoint> list(Optional<AccountId> account, Optional<EndpointId> after, int limit) {
        return books.transactions().inTransaction(KeyLookup.scopeOf(account), () -> books.endpoints()
                .list(account, after, limit));
    }
}
