package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Reservations;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.gathering.Gathering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where calls are decided and settled by the storage: what comes at the same time shares a transaction, in which each account
 * is locked, what has ended is recorded and paid, and then calls are decided one after another. Locks are taken in the order
 * calls, usage, ledger.
 */
final class CallDesk {

    private static final Gathering.Limits LIMITS = new Gathering.Limits(200, 20_000, 2);

    private final Books books;
    private final CreditDesk desk;
    private final Gathering<Step<?>> gathering;

    CallDesk(Books books, CreditDesk desk) {
        this.books = books;
        this.desk = desk;
        this.gathering = new Gathering<>(LIMITS, this::work);
    }

    /** Something to be done about one call, and what became of it. */
    static final class Step<O> {

        private final AccountId account;
        private final ReservationId id;
        private final boolean settles;
        private final Function<CallBook, Optional<UsageEvent>> usage;
        private final Function<CallBook, O> work;
        private @Nullable O outcome;
        private @Nullable RuntimeException defect;

        private Step(
                AccountId account,
                ReservationId id,
                boolean settles,
                Function<CallBook, Optional<UsageEvent>> usage,
                Function<CallBook, O> work) {
            this.account = account;
            this.id = id;
            this.settles = settles;
            this.usage = usage;
            this.work = work;
        }

        /** @param usage what the work will record; all of a transaction is stored at once, before any of the work */
        static <O> Step<O> settling(
                AccountId account,
                ReservationId id,
                Function<CallBook, Optional<UsageEvent>> usage,
                Function<CallBook, O> work) {
            return new Step<>(account, id, true, usage, work);
        }

        static <O> Step<O> deciding(AccountId account, ReservationId id, Function<CallBook, O> work) {
            return new Step<>(account, id, false, book -> Optional.empty(), work);
        }

        void runOn(CallBook book) {
            outcome = work.apply(book);
        }

        O outcome() {
            if (defect != null) {
                throw defect;
            }
            O done = outcome;
            if (done == null) {
                throw new IllegalStateException("call " + id + " was not decided");
            }
            return done;
        }
    }

    <O> O run(Step<O> step) {
        books.transactions().requireNone();
        gathering.join(step, 1);
        return step.outcome();
    }

    /** A step that throws takes nobody else's with it. What ends a call a second time sees how it ended the first time. */
    private void work(List<Step<?>> steps) {
        Set<List<Object>> seen = new HashSet<>();
        List<Step<?>> first = new ArrayList<>();
        List<Step<?>> again = new ArrayList<>();
        for (Step<?> step : steps) {
            (!step.settles || seen.add(List.of(step.account, step.id)) ? first : again).add(step);
        }
        together(first);
        if (!again.isEmpty()) {
            work(again);
        }
    }

    private void together(List<Step<?>> steps) {
        try {
            inTransaction(steps);
        } catch (UnavailableException world) {
            throw world;
        } catch (RuntimeException defect) {
            if (steps.size() == 1) {
                throw defect;
            }
            steps.forEach(this::alone);
        }
    }

    private void alone(Step<?> step) {
        try {
            inTransaction(List.of(step));
        } catch (RuntimeException defect) {
            step.defect = defect;
        }
    }

    private void inTransaction(List<Step<?>> steps) {
        Map<AccountId, List<Step<?>>> byAccount = new TreeMap<>(AccountId.BY_CODE_POINTS);
        steps.forEach(step -> byAccount
                .computeIfAbsent(step.account, any -> new ArrayList<>())
                .add(step));
        books.transactions().inTransaction(Scope.of(byAccount.keySet()), () -> {
            List<Own> open = new ArrayList<>();
            byAccount.forEach((account, own) -> open.add(new Own(open(account, own), own)));
            store(open);
            open.forEach(own -> work(own.book, own.steps));
            return steps;
        });
    }

    private record Own(CallBook book, List<Step<?>> steps) {}

    /** What the terms are is read behind the lock: who has changed them before it is seen. */
    private CallBook open(AccountId account, List<Step<?>> steps) {
        Instant now = books.now(account);
        Set<ReservationId> ids = steps.stream().map(step -> step.id).collect(Collectors.toSet());
        Reservations.State state = books.reservations().lock(account, ids, now);
        return new CallBook(books, Lookups.account(books, account), state, now);
    }

    /** At once, so that sums are locked in the order in which everybody else locks them. */
    private void store(List<Own> open) {
        List<UsageEvent> events = new ArrayList<>();
        List<CallBook> owners = new ArrayList<>();
        for (Own own : open) {
            for (Step<?> step : own.steps) {
                step.usage.apply(own.book).ifPresent(event -> {
                    events.add(event);
                    owners.add(own.book);
                });
            }
        }
        if (!events.isEmpty()) {
            List<AppendOutcome> outcomes = books.usage().append(events);
            for (int i = 0; i < events.size(); i++) {
                owners.get(i).stored(events.get(i), outcomes.get(i));
            }
        }
    }

    private void work(CallBook book, List<Step<?>> steps) {
        run(book, steps, true);
        book.settled();
        if (UsageBurner.paysWithCredits(book.view())) {
            pay(book, steps);
        } else {
            run(book, steps, false);
        }
        book.save();
    }

    private static void run(CallBook book, List<Step<?>> steps, boolean settling) {
        steps.stream().filter(step -> step.settles == settling).forEach(step -> step.runOn(book));
    }

    private void pay(CallBook book, List<Step<?>> steps) {
        AccountView view = book.view();
        Set<HoldId> holds = new HashSet<>();
        book.known().stream().map(Reservation::holds).forEach(holds::addAll);
        List<UsageBurner.Main> periods = UsageBurner.periods(view, Set.of(book.now()));
        desk.within(new CreditCommand<>(
                view.account().id(), holds, Set.of(), Set.of(), UsageBurner.starts(periods), credits -> {
                    book.pay(credits, periods);
                    run(book, steps, false);
                    return credits;
                }));
    }
}
