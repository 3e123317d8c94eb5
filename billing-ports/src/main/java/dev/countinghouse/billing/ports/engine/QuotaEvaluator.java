package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.rating.QuantityUse;
import dev.countinghouse.billing.domain.subscription.SubscriptionState;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the domain's quota rule with what the account has used in its current period, then the budgets that can refuse. */
final class QuotaEvaluator implements EvaluateQuota {

    private final Books books;

    QuotaEvaluator(Books books) {
        this.books = books;
    }

    @Override
    public Answer evaluate(AccountId account, MeterKey key, Fraction requested, Map<String, String> dimensions) {
        if (requested.signum() < 0) {
            throw new IllegalArgumentException("requested is " + requested + ", it must not be negative");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Meter meter = Lookups.meter(view.catalogue(), key);
            Instant now = books.now(account);
            return running(view, now)
                    .map(running -> new Asking(running, dimensions, now).answer(meter, requested))
                    .orElseGet(() -> refused(meter, notRunning(view, now)));
        });
    }

    @Override
    public List<Answer> all(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Instant now = books.now(account);
            List<Answer> answers = new ArrayList<>();
            running(view, now).ifPresent(running -> {
                Asking asking = new Asking(running, Map.of(), now);
                running.meters().forEach(key -> answers.add(asking.answer(view.meter(key), Fraction.ZERO)));
            });
            return answers;
        });
    }

    /** The terms by which usage is admitted; none where it is not. */
    static Optional<Running> running(AccountView view, Instant now) {
        return Running.at(view, now, now)
                .filter(running -> running.subscription().state(now).admitsUsage());
    }

    /** Why there are no terms by which usage is admitted. */
    static Verdict.Reason notRunning(AccountView view, Instant now) {
        boolean restricted = view.mainAt(now)
                .map(main -> main.subscription().state(now))
                .filter(SubscriptionState.Restricted.class::isInstance)
                .isPresent();
        return restricted ? Verdict.Reason.PAYMENT_OVERDUE : Verdict.Reason.NO_ACTIVE_SUBSCRIPTION;
    }

    /** What all meters of a question have in common. */
    private final class Asking {

        private final Running running;
        private final Instant now;
        private final Thresholds thresholds;
        private final Optional<BudgetId> usedUp;

        Asking(Running running, Map<String, String> dimensions, Instant now) {
            this.running = running;
            this.now = now;
            AccountView view = running.view();
            this.thresholds = books.thresholds(view.account().id());
            Spending spending = new Spending(view, thresholds, now, now);
            this.usedUp = books.budgets().of(view.account().id()).stream()
                    .filter(budget -> budget.kind() == Budget.Kind.HARD && budget.concerns(dimensions))
                    .map(spending::stateOf)
                    .filter(BudgetState::isUsedUp)
                    .map(state -> state.budget().id())
                    .findFirst();
        }

        Answer answer(Meter meter, Fraction requested) {
            Optional<Allowance> included = running.allowance(meter);
            if (included.isEmpty()) {
                return refused(meter, Verdict.Reason.NOT_INCLUDED);
            }
            Allowance allowance = included.get();
            Quota quota = running.quota(meter, allowance);
            Verdict planned = quota.evaluate(requested, now);
            Optional<BudgetId> refusing = usedUp.filter(any -> planned.admits());
            return new Answer(
                    meter.key(),
                    refusing.<Verdict>map(any -> new Verdict.Refused(Verdict.Reason.BUDGET_EXHAUSTED))
                            .orElse(planned),
                    refusing,
                    quota.used(),
                    allowance.included(),
                    quota.remaining(),
                    quota.percent(),
                    thresholds.reachedBy(quota.percent()),
                    Optional.of(running.resetsAt()),
                    running.chargeOf(meter)
                            .flatMap(charge -> price(charge, running, meter, allowance, quota.used(), requested)),
                    running.segment().plan().upgrades());
        }
    }

    /** What the next units cost, where the price depends on their number alone. */
    static Optional<Amount> price(
            Charge charge, Running running, Meter meter, Allowance allowance, Fraction used, Fraction requested) {
        if (charge.model().needs() != ChargeModel.Needs.QUANTITY
                || running.segment().isTrial()) {
            return Optional.empty();
        }
        Fraction wanted = requested.isZero() ? Fraction.ONE : requested;
        Fraction before = beyond(allowance, used);
        Fraction after = beyond(allowance, used.plus(wanted));
        ChargeModel model = charge.model().prorated(running.segment().share(meter));
        return Optional.of(model.amount(new QuantityUse(before, after.minus(before), false), Steps.NONE));
    }

    private static Fraction beyond(Allowance allowance, Fraction counted) {
        return allowance.included().fold(limit -> counted.minus(limit).max(Fraction.ZERO), () -> counted);
    }

    private static Answer refused(Meter meter, Verdict.Reason reason) {
        return new Answer(
                meter.key(),
                new Verdict.Refused(reason),
                Optional.empty(),
                Fraction.ZERO,
                Limit.of(0),
                Limit.of(0),
                Fraction.ZERO,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
