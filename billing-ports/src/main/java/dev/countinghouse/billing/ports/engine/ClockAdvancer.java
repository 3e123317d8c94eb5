package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.TestClock;
import dev.countinghouse.billing.ports.driving.AdvanceClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stops at each instant at which something falls due. A crash leaves a clock at a stop, with what is due there still due:
 * the next call does it and goes on.
 */
final class ClockAdvancer implements AdvanceClock {

    private static final int PAGE = 100;

    private final Books books;
    private final PeriodCloser closer;
    private final Optional<InvoiceCollector> collector;
    private final AlertChecker alerts;
    private final CreditSettler credits;
    private final SessionEnder sessions;
    private final Optional<MirrorKeeper> mirrors;
    private final Optional<UsageReporter> usage;
    private final TestClock clock;

    ClockAdvancer(
            Books books,
            PeriodCloser closer,
            Optional<InvoiceCollector> collector,
            AlertChecker alerts,
            CreditSettler credits,
            SessionEnder sessions,
            Optional<MirrorKeeper> mirrors,
            Optional<UsageReporter> usage,
            TestClock clock) {
        this.books = books;
        this.closer = closer;
        this.collector = collector;
        this.alerts = alerts;
        this.credits = credits;
        this.sessions = sessions;
        this.mirrors = mirrors;
        this.usage = usage;
        this.clock = clock;
    }

    /** What falls due first of what is due at or before an instant. */
    private record Due(AccountId account, Instant at) {}

    @Override
    public Position advance(Instant to, int most) {
        requirePositive(most);
        Instant target = Books.kept(to);
        clock.standing().ifPresent(standing -> requireForward(target, standing));
        // what was noted until now happened now
        alerts.checkDue();
        mirrors.ifPresent(it -> it.due(PAGE).forEach(it::mirror));
        usage.ifPresent(it -> it.due(PAGE).forEach(it::report));
        for (int stop = 0; stop < most; stop++) {
            Optional<Due> due = firstDue(target);
            if (due.isEmpty()) {
                clock.moveTo(target);
                return new Position(books.now(), true);
            }
            AccountId account = due.get().account();
            if (own(account).isEmpty()) {
                clock.moveTo(stopAt(due.get().at(), books.now(), target));
            }
            pass(account);
            if (isStuck(account, due.get().at()) && own(account).isEmpty()) {
                clock.moveTo(later(books.now(), target));
            }
        }
        return new Position(books.now(), false);
    }

    private void pass(AccountId account) {
        sessions.endDue(account);
        credits.settleDue(account);
        // before a period ends that nobody has paid for: then it can still be ended there
        collector.ifPresent(it -> it.collect(account));
        closer.close(account);
        collector.ifPresent(it -> it.collect(account));
        alerts.check(account);
        mirrors.filter(it -> it.nextLook(account)
                        .filter(at -> !at.isAfter(books.now(account)))
                        .isPresent())
                .ifPresent(it -> it.mirror(account));
        // a period that has ended is invoiced by what is told now
        usage.ifPresent(it -> it.report(account));
    }

    private Optional<Due> firstDue(Instant target) {
        return Stream.of(
                        closer.dueBy(target, 1).stream(),
                        collector.stream().flatMap(it -> it.dueBy(target, 1).stream()),
                        alerts.firstAgainBy(target).stream(),
                        credits.dueBy(target, 1).stream(),
                        sessions.accountsDueBy(target, 1).stream(),
                        mirrors.stream().flatMap(it -> it.dueBy(target, PAGE).stream()))
                .flatMap(each -> each)
                .flatMap(account -> next(account).map(at -> new Due(account, at)).stream())
                .filter(due -> !due.at().isAfter(target))
                .min(Comparator.comparing(Due::at).thenComparing(Due::account));
    }

    private Optional<Instant> next(AccountId account) {
        return Stream.of(
                        closer.nextDue(account).stream(),
                        collector.flatMap(it -> it.nextDue(account)).stream(),
                        alerts.againAt(account).stream(),
                        credits.nextDue(account).stream(),
                        sessions.nextCheck(account).stream(),
                        mirrors.flatMap(it -> it.nextLook(account)).stream())
                .flatMap(each -> each)
                .min(Comparator.naturalOrder());
    }

    @Override
    public Position advance(AccountId account, Instant to, int most) {
        requirePositive(most);
        Instant target = Books.kept(to);
        requireForward(account, target);
        alerts.check(account);
        mirrors.ifPresent(it -> it.mirror(account));
        usage.ifPresent(it -> it.report(account));
        for (int stop = 0; stop < most; stop++) {
            Optional<Instant> due = next(account).filter(at -> !at.isAfter(target));
            if (due.isEmpty()) {
                put(account, target);
                return new Position(books.now(account), true);
            }
            put(account, stopAt(due.get(), books.now(account), target));
            pass(account);
            if (isStuck(account, due.get())) {
                put(account, later(books.now(account), target));
            }
        }
        return new Position(books.now(account), false);
    }

    /** What cannot be done at this very instant, as to end what was billed at it, can be at the next. */
    private boolean isStuck(AccountId account, Instant due) {
        return next(account).filter(due::equals).isPresent();
    }

    private static Instant later(Instant now, Instant target) {
        Instant next = now.plus(1, ChronoUnit.MICROS);
        return next.isBefore(target) ? next : target;
    }

    /** What is overdue is done now, or where time is put back to. */
    private static Instant stopAt(Instant due, Instant now, Instant target) {
        Instant earliest = now.isBefore(target) ? now : target;
        return due.isAfter(earliest) ? due : earliest;
    }

    private void requireForward(AccountId account, Instant target) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            if (own(account).isPresent() || !view.subscriptions().isEmpty()) {
                requireForward(target, books.now(account));
            }
            return view;
        });
    }

    private static void requireForward(Instant target, Instant standing) {
        if (target.isBefore(standing)) {
            throw new IllegalArgumentException(
                    "is " + target + ", it must not be before " + standing + ": time goes forward");
        }
    }

    private static void requirePositive(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + ", the clock has to stop at least once");
        }
    }

    private Optional<Instant> own(AccountId account) {
        return books.transactions()
                .inTransaction(
                        Scope.of(account),
                        () -> Optional.ofNullable(
                                books.accountClocks().of(Set.of(account)).get(account)));
    }

    private void put(AccountId account, Instant at) {
        books.transactions().inTransaction(Scope.of(account), () -> {
            books.accountClocks().move(account, at);
            return at;
        });
    }
}
