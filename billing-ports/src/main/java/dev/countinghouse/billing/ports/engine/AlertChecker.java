package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.CheckAlerts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares use and spending with their thresholds, behind the account's lock. The notes that brought it here are taken off
 * before anything is read, so that a change is either seen or noted still. An alert, the message that tells it and the note
 * that the account was looked at are one transaction.
 */
final class AlertChecker implements CheckAlerts {

    private static final int PAGE = 100;

    private final Books books;

    AlertChecker(Books books) {
        this.books = books;
    }

    @Override
    public List<Alert> check(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            Optional<Instant> last = books.alertWatch().take(account);
            AccountView view = Lookups.account(books, account);
            Instant now = books.now(account);
            Look look = new Look(view, now);
            last.ifPresent(look::atEndsSince);
            look.at(now, now);
            look.trial(last);
            Instant seen = view.mainAt(now)
                    .flatMap(main -> TrialReminder.withheld(main.subscription(), now))
                    .orElse(now);
            books.alertWatch().looked(account, seen, new NextLook(view, look.budgets, look.thresholds).after(now));
            return look.raised;
        });
    }

    @Override
    public int checkDue() {
        AccountFailures failures = new AccountFailures("checked for alerts");
        int[] raised = {0};
        Optional<AccountId> last = Optional.empty();
        List<AccountId> page = dueBehind(last);
        while (!page.isEmpty()) {
            page.forEach(account ->
                    failures.guard(account, () -> raised[0] += check(account).size()));
            last = Optional.of(page.get(page.size() - 1));
            page = dueBehind(last);
        }
        failures.report();
        return raised[0];
    }

    private List<AccountId> dueBehind(Optional<AccountId> last) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.alertWatch().dueBy(books.now(), last, PAGE));
    }

    /** When an account is to be looked at although nothing is noted; empty for never. */
    Optional<Instant> againAt(AccountId account) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.alertWatch().againAt(account));
    }

    /** Whose time comes first, at or before an instant, of those who live by the clock of the instance. */
    Optional<AccountId> firstAgainBy(Instant instant) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.alertWatch().firstAgainBy(instant));
    }

    /**
     * Checks after something was done that alerts depend on. That is done, so a failure here is not the caller's: the account
     * stays noted, and whoever checks what is due finds it and says what is wrong.
     */
    void checkAfter(AccountId account) {
        try {
            check(account);
        } catch (RuntimeException later) {
            return;
        }
    }

    /** One look at an account. */
    private final class Look {

        private final AccountView view;
        private final Instant now;
        private final Thresholds thresholds;
        private final List<Budget> budgets;
        private final List<Alert> raised = new ArrayList<>();

        Look(AccountView view, Instant now) {
            this.view = view;
            this.now = now;
            AccountId account = view.account().id();
            this.thresholds = books.thresholds(account);
            this.budgets = books.budgets().of(account);
        }

        /** What was used last in a period may be seen only after its end. */
        void atEndsSince(Instant last) {
            Instant end = view.periodAt(last).end();
            while (!end.isAfter(now)) {
                at(end.minus(1, ChronoUnit.MICROS), end);
                end = view.periodAt(end).end();
            }
        }

        void trial(Optional<Instant> last) {
            view.mainAt(now)
                    .flatMap(main -> TrialReminder.of(main.subscription(), now))
                    .filter(reminder -> reminder.isDue(last, now))
                    .ifPresent(new Announcer(books)::trialEnding);
        }

        void at(Instant inside, Instant until) {
            Period period = view.periodAt(inside);
            Set<AlertId> known = books.alerts().ofPeriod(view.account().id(), period.start());
            Running.at(view, inside, until)
                    .ifPresent(running -> running.meters().forEach(key -> meter(running, key, known)));
            Spending spending = new Spending(view, thresholds, inside, until);
            budgets.forEach(budget -> budget(spending.stateOf(budget), period, known));
        }

        private void meter(Running running, MeterKey key, Set<AlertId> known) {
            Meter meter = view.meter(key);
            Allowance allowance = running.allowance(meter).orElseThrow();
            if (allowance.included() instanceof Limit.Units limit) {
                Quota quota = running.quota(meter, allowance);
                thresholds
                        .reachedBy(quota.percent())
                        .forEach(threshold -> raise(
                                new AlertSubject.OfMeter(key),
                                running.period().actual(),
                                threshold,
                                quota.used(),
                                limit.quantity(),
                                known));
            }
        }

        private void budget(BudgetState state, Period period, Set<AlertId> known) {
            AlertSubject subject = new AlertSubject.OfBudget(
                    state.budget().id(), state.budget().measure(), state.spent().currency());
            state.thresholds()
                    .reachedBy(state.percent())
                    .forEach(threshold -> raise(
                            subject,
                            period,
                            threshold,
                            state.spent().value(),
                            state.limit().value(),
                            known));
        }

        private void raise(
                AlertSubject subject,
                Period period,
                Fraction threshold,
                Fraction used,
                Fraction limit,
                Set<AlertId> known) {
            Alert alert =
                    new Alert(view.account().id(), subject, period, threshold, used, limit, now, Optional.empty());
            if (!known.contains(alert.id()) && books.alerts().add(alert)) {
                new Announcer(books).crossed(alert);
                raised.add(alert);
            }
        }
    }
}
