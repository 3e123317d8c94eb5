package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.PlanGranting;
import dev.countinghouse.billing.domain.credit.PlannedGrants;
import dev.countinghouse.billing.domain.credit.PlannedStep;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Gives and takes the credits of plans when their time has come, each at its own instant however late it is. */
final class CreditPlanner {

    private static final Duration MOMENT = Duration.of(1, ChronoUnit.MICROS);

    private final Books books;

    CreditPlanner(Books books) {
        this.books = books;
    }

    /** An account gets its ledger with the first command; what its plans have given until then is due at once. */
    void open(AccountView view) {
        books.journal().open(view.account().id());
        books.journal().plan(view.account().id(), next(view, Instant.MIN));
    }

    /** Whether the account has to be looked at to bring its book to an instant. */
    static boolean isDue(Optional<Instant> plannedAt, Instant now) {
        return plannedAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Grants that have to be at hand on the way. */
    static Set<GrantId> given(AccountView view) {
        return planned(view).once();
    }

    /** The billing periods that are burnt for on the way; what was burnt for them has to be at hand. */
    static List<UsageBurner.Main> burnt(AccountView view, Instant plannedAt, Instant now) {
        return UsageBurner.paysWithCredits(view)
                ? UsageBurner.periods(view, new Period(plannedAt.minus(MOMENT), now.plus(MOMENT)))
                : List.of();
    }

    /**
     * Brings a book to an instant: what plans give and take on the way, and what time does in between. Levels are burnt up to
     * an instant before a plan takes back the credits they were used on.
     */
    CreditBook catchUp(CreditBook book, Instant now, Supplier<AccountView> account) {
        if (isDue(book.plannedAt(), now)) {
            AccountView view = account.get();
            List<UsageBurner.Main> periods = burnt(view, book.plannedAt().orElseThrow(), now);
            PlannedGrants planned = planned(view);
            Optional<Instant> next = book.plannedAt();
            while (next.isPresent() && !next.get().isAfter(now)) {
                Instant at = next.get();
                book.advanceTo(at);
                periods.stream()
                        .filter(main -> main.period().actual().contains(at.minus(MOMENT)))
                        .forEach(main -> UsageBurner.burn(view, main, book));
                apply(view, book, planned.at(at));
                next = next(view, at);
            }
            book.planNext(next);
        }
        return book.advanceTo(now);
    }

    /** What a plan does next, or when levels are burnt for next: at least once a day. */
    private static Optional<Instant> next(AccountView view, Instant after) {
        Optional<Instant> planned = planned(view).nextAfter(after);
        Optional<Instant> burning = view.mainAt(after)
                .filter(any -> burnsLevels(view))
                .map(any -> after.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
        return Stream.concat(planned.stream(), burning.stream()).min(Comparator.naturalOrder());
    }

    private static boolean burnsLevels(AccountView view) {
        return view.subscriptions().stream()
                .flatMap(stored -> stored.subscription().terms().stream())
                .flatMap(term -> view.plan(term.plan()).charges().stream())
                .filter(charge -> charge.settlement() == Charge.Settlement.CREDITS)
                .flatMap(charge -> charge.meter().stream())
                .anyMatch(meter -> view.meter(meter).aggregation() == Aggregation.TIME_WEIGHTED);
    }

    private static void apply(AccountView view, CreditBook book, List<PlannedStep> steps) {
        PlanGranting granting = new PlanGranting(view::plan);
        steps.forEach(step -> granting.apply(book, step));
    }

    /**
     * A subscription has begun or changed: does what the new timeline had to do by now and the old one had not. Has to run in
     * the transaction of the change; what the old one had to do is done before.
     */
    void changed(CreditDesk desk, AccountView before, AccountView after) {
        if (!hasCredits(after)) {
            return;
        }
        AccountId id = after.account().id();
        desk.within(
                new CreditCommand<>(id, Set.of(), given(after), Set.of(), Set.of(), book -> {
                    Set<PlannedStep> done = new HashSet<>(planned(before).until(book.at()));
                    List<PlannedStep> steps = planned(after).until(book.at()).stream()
                            .filter(step -> !done.contains(step))
                            .toList();
                    apply(after, book, steps);
                    book.planNext(next(after, book.at()));
                    return book;
                }),
                account -> before);
    }

    private static boolean hasCredits(AccountView view) {
        return view.subscriptions().stream()
                .flatMap(stored -> stored.subscription().terms().stream())
                .map(term -> view.plan(term.plan()))
                .anyMatch(plan -> !plan.grants().isEmpty() || settlesWithCredits(plan));
    }

    static boolean settlesWithCredits(PlanVersion plan) {
        return plan.charges().stream().anyMatch(charge -> charge.settlement() == Charge.Settlement.CREDITS);
    }

    private static PlannedGrants planned(AccountView view) {
        return new PlannedGrants(
                view.subscriptions().stream().map(Subscribed::subscription).toList(), view::plan);
    }
}
