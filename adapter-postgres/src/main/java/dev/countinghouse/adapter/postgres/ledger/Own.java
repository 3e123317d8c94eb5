package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Batch;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Something of an account, because a statement is about things of many accounts. */
record Own<T>(AccountId account, T value) {

    static <T> List<Own<T>> changed(Collection<Booked> booked, Function<BookChanges, Collection<T>> changed) {
        return booked.stream()
                .flatMap(each -> changed.apply(each.changes()).stream().map(value -> new Own<>(each.account(), value)))
                .toList();
    }

    /** What is needed by a key, as a batch that begins with the account. */
    static <T> Batch<Own<T>> needed(Collection<Needs> needs, Function<Needs, Collection<T>> keys) {
        return of(needs.stream()
                .flatMap(each -> keys.apply(each).stream().map(key -> new Own<>(each.account(), key)))
                .toList());
    }

    static <T> Batch<Own<T>> of(Collection<Own<T>> rows) {
        return new Batch<Own<T>>(rows).text(own -> own.account().value());
    }

    /** The accounts alone, for {@code any (?)}. */
    static Batch<AccountId> accounts(Collection<Needs> needs) {
        return new Batch<>(needs.stream().map(Needs::account).toList()).text(AccountId::value);
    }
}
