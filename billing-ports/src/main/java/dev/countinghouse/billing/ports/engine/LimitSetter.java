package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitId;
import dev.countinghouse.billing.domain.gate.UsageLimit;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SetLimit;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps limits, behind the account's lock so that no two callers add one too many. */
final class LimitSetter implements SetLimit {

    private final Books books;
    private final Consumer<AccountId> termsChanged;

    /** @param termsChanged whom to tell, once it is kept */
    LimitSetter(Books books, Consumer<AccountId> termsChanged) {
        this.books = books;
        this.termsChanged = termsChanged;
    }

    @Override
    public Outcome set(UsageLimit limit) {
        Outcome outcome = books.transactions().inTransaction(Scope.of(limit.account()), () -> {
            books.subscriptions().lock(limit.account());
            AccountView view = Lookups.account(books, limit.account());
            return refusal(view.catalogue(), limit)
                    .orElseGet(() -> new Outcome.Done(limit, books.limits().save(limit)));
        });
        termsChanged.accept(limit.account());
        return outcome;
    }

    private Optional<Outcome> refusal(Catalogue catalogue, UsageLimit limit) {
        return limit.measure()
                .meter()
                .flatMap(key -> meter(catalogue, key, limit))
                .or(() -> tooMany(limit));
    }

    private static Optional<Outcome> meter(Catalogue catalogue, MeterKey key, UsageLimit limit) {
        Optional<Meter> found = catalogue.meter(key);
        if (found.isEmpty()) {
            return refused(
                    "meter",
                    "is '" + key + "', the meters are " + catalogue.meters().keySet());
        }
        Meter meter = found.get();
        if (meter.aggregation() != Aggregation.SUM && meter.aggregation() != Aggregation.COUNT) {
            return refused(
                    "meter", "is '" + key + "' by " + meter.aggregation() + ", limits are for meters that add up");
        }
        return limit.part()
                .map(UsageLimit.Part::dimension)
                .filter(dimension -> !limit.isRate() && !meter.dimensions().contains(dimension))
                .flatMap(unknown -> refused(
                        "dimension",
                        "is '" + unknown + "', it must be one that meter " + key + " declares: " + meter.dimensions()));
    }

    private Optional<Outcome> tooMany(UsageLimit limit) {
        List<LimitId> ids =
                books.limits().of(limit.account()).stream().map(UsageLimit::id).toList();
        return ids.size() < MOST || ids.contains(limit.id())
                ? Optional.empty()
                : refused("", "there are " + MOST + " limits already: remove one first");
    }

    private static Optional<Outcome> refused(String field, String reason) {
        return Optional.of(new Outcome.Refused(field, reason));
    }

    @Override
    public void remove(AccountId account, LimitId id) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            if (!books.limits().remove(account, id)) {
                throw new UnknownException("account '" + account + "' has no limit '" + id + "'");
            }
            return true;
        });
        termsChanged.accept(account);
    }

    @Override
    public List<UsageLimit> list(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return books.limits().of(account);
        });
    }
}
