package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Asks the domain's quota rule with what the account has used in its current period. */
final class QuotaEvaluator implements EvaluateQuota {

    private final Books books;

    QuotaEvaluator(Books books) {
        this.books = books;
    }

    @Override
    public Answer evaluate(AccountId account, MeterKey key, Fraction requested) {
        if (requested.signum() < 0) {
            throw new IllegalArgumentException("requested is " + requested + ", it must not be negative");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            return QuotaState.of(view, Lookups.meter(view.catalogue(), key), books.now(account))
                    .answer(requested);
        });
    }

    @Override
    public List<Answer> all(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Instant now = books.now(account);
            List<Answer> answers = new ArrayList<>();
            RunningSegment.at(view, now).ifPresent(running -> {
                TreeSet<MeterKey> meters =
                        new TreeSet<>(running.segment().plan().allowances().keySet());
                running.segment()
                        .phase()
                        .ifPresent(phase -> meters.addAll(phase.allowances().keySet()));
                meters.addAll(running.segment().extra().keySet());
                meters.forEach(key ->
                        answers.add(QuotaState.of(view, view.meter(key), now).answer(Fraction.ZERO)));
            });
            return answers;
        });
    }
}
