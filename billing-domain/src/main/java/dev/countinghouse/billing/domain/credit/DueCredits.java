package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What time does to credits: holds lapse, grants expire, grants become effective and repay what was overdrawn. At the same
 * instant in this order, so that what a hold gives back to a grant that expires then expires with it.
 */
final class DueCredits {

    private final CreditBook book;
    private final Stock stock;

    DueCredits(CreditBook book, Stock stock) {
        this.book = book;
        this.stock = stock;
    }

    private record Due(Instant at, int rank, String name, Runnable what) {}

    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparingInt(Due::rank).thenComparing(Due::name);

    /** @param from until when everything was done before */
    void settle(Holding holding, Instant from, Instant until) {
        List<Due> due = new ArrayList<>();
        holding.all().stream()
                .filter(hold -> hold.isOpen() && !hold.expiresAt().isAfter(until))
                .forEach(hold -> due.add(new Due(hold.expiresAt(), 0, hold.id().value(), () -> holding.lapse(hold))));
        for (Grant grant : stock.grants()) {
            Stream.of(grant.order().expiresAt())
                    .flatMap(Optional::stream)
                    .filter(at -> grant.closedTo().isEmpty() && !at.isAfter(until))
                    .forEach(at -> due.add(new Due(at, 1, grant.id().value(), () -> expire(grant, at))));
            grant.order()
                    .effectiveAt()
                    .filter(at -> at.isAfter(from) && !at.isAfter(until))
                    .ifPresent(at -> due.add(new Due(
                            at,
                            2,
                            grant.id().value(),
                            () -> book.repay(grant.amount().unit(), at))));
        }
        due.sort(ORDER);
        due.forEach(each -> each.what().run());
    }

    private void expire(Grant listed, Instant at) {
        Grant grant = stock.find(listed.id()).orElseThrow();
        Postings postings = new Postings();
        stock.counter(grant.pool(), grant.id(), grant.left().negate(), postings);
        stock.counter(LedgerAccount.EXPIRED, grant.id(), grant.left(), postings);
        stock.write(EntryKind.EXPIRY, Optional.empty(), grant.id().value(), at, postings);
        stock.put(grant.close(LedgerAccount.EXPIRED));
    }
}
