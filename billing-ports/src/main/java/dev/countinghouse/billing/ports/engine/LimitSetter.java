package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitInForce;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SetLimit;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
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
    public Outcome set(AccountId account, UsageLimit limit) {
        Outcome outcome = books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            AccountView view = Lookups.account(books, account);
            return refusal(view, limit).orElseGet(() -> {
                boolean created = books.limits().save(account, limit);
                LimitInForce kept = inForce(view).stream()
                        .filter(each -> each.limit().id().equals(limit.id()))
                        .findFirst()
                        .orElseThrow();
                return new Outcome.Done(kept, created);
            });
        });
        termsChanged.accept(account);
        return outcome;
    }

    private Optional<Outcome> refusal(AccountView view, UsageLimit limit) {
        return limit.measure()
                .meter()
                .flatMap(key -> misfit(view.catalogue(), key, limit))
                .or(() -> tooMany(view.account().id(), limit));
    }

    private static Optional<Outcome> misfit(Catalogue catalogue, MeterKey key, UsageLimit limit) {
        Optional<Meter> found = catalogue.meter(key);
        if (found.isEmpty()) {
            return refused(
                    "meter",
                    "is '" + key + "', the meters are " + catalogue.meters().keySet());
        }
        return limit.misfitOf(found.get()).flatMap(misfit -> refused(misfit.field(), misfit.reason()));
    }

    private Optional<Outcome> tooMany(AccountId account, UsageLimit limit) {
        List<LimitId> ids =
                books.limits().of(account).stream().map(UsageLimit::id).toList();
        return ids.size() < MOST || ids.contains(limit.id())
                ? Optional.empty()
                : refused("", "there are " + MOST + " limits of its own already: remove one first");
    }

    private static Optional<Outcome> refused(String field, String reason) {
        return Optional.of(new Outcome.Refused(field, reason));
    }

    @Override
    public void remove(AccountId account, LimitId id) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            if (!books.limits().remove(account, id)) {
                throw new UnknownException("account '" + account + "' has no limit '" + id + "' of its own");
            }
            return true;
        });
        termsChanged.accept(account);
    }

    @Override
    public List<LimitInForce> list(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> inForce(Lookups.account(books, account)));
    }

    private List<LimitInForce> inForce(AccountView view) {
        Instant now = books.now(view.account().id());
        return LimitTerms.inForce(books, view, Running.at(view, now, now));
    }
}
