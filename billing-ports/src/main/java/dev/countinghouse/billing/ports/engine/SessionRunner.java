package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.RunSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Each step is one transaction: the session, its hold and its usage change together or not at all, so that after a crash at
 * any point the session is as it was before the step or after it. Locks are taken in the order session, usage, ledger.
 */
final class SessionRunner implements RunSessions {

    /** A hold outlasts what a job that is late may need to end its session. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Books books;
    private final CreditDesk desk;
    private final SessionRules rules;
    private final SessionEnder ender;

    SessionRunner(Books books, CreditDesk desk, SessionRules rules) {
        this.books = books;
        this.desk = desk;
        this.rules = rules;
        this.ender = new SessionEnder(books, desk, rules);
    }

    @Override
    public Estimate estimate(SessionOrder order, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ", it must not be below 0");
        }
        return inTransaction(order.account(), () -> {
            AccountView view = Lookups.account(books, order.account());
            Instant now = books.now(order.account());
            SessionUse use = new SessionUse(view, order);
            use.obstacle(now).ifPresent(refused -> {
                throw new IllegalArgumentException(refused.field() + ": " + refused.reason());
            });
            Credits cost = use.price(time.plusNanos(999_999_999).toSeconds(), now);
            Credits available = new CreditReader(books).available(view, cost.unit(), SpendPurpose.of(order.meter()));
            return new Estimate(cost, available, cost.minus(available).max(Credits.zero(cost.unit())));
        });
    }

    @Override
    public Outcome start(SessionOrder order) {
        return inTransaction(order.account(), () -> {
            AccountView view = Lookups.account(books, order.account());
            Optional<Session> earlier = books.sessions().find(order.account(), order.id());
            if (earlier.isPresent()) {
                return repeated(order, earlier.get());
            }
            Instant now = books.now(order.account());
            SessionUse use = new SessionUse(view, order);
            return use.obstacle(now).<Outcome>map(refused -> refused).orElseGet(() -> begin(view, use, order, now));
        });
    }

    private Outcome repeated(SessionOrder order, Session earlier) {
        return earlier.order().equals(order)
                ? ender.done(earlier)
                : new Outcome.Conflict(earlier, "session '" + order.id() + "' was started for something else");
    }

    private Outcome begin(AccountView view, SessionUse use, SessionOrder order, Instant now) {
        Session session = Session.started(order, now);
        Duration reserved = session.reserved(now, rules);
        HoldOrder hold = new HoldOrder(
                session.hold(),
                use.price(session.secondsBy(now.plus(reserved)), now),
                SpendPurpose.of(order.meter()),
                reserved.plus(rules.patience()).plus(rules.grace()).plus(SLACK));
        // levels that have lasted since they were last burnt are to be paid first
        List<UsageBurner.Main> running = use.main(now).stream().toList();
        HoldOutcome outcome = desk.within(new CreditCommand<>(
                order.account(), Set.of(hold.id()), Set.of(), Set.of(), UsageBurner.starts(running), book -> {
                    running.forEach(main -> UsageBurner.burn(view, main, book));
                    return book.holding().hold(hold);
                }));
        if (outcome instanceof HoldOutcome.Insufficient few) {
            return new Outcome.Insufficient(few.wanted(), few.available());
        }
        // whoever started the same one meanwhile had the ledger, and has committed by now
        return books.sessions().add(session, session.checkAt(rules))
                ? SessionEnder.done(session, outcome)
                : repeated(
                        order,
                        books.sessions().find(order.account(), order.id()).orElseThrow());
    }

    @Override
    public Outcome keep(AccountId account, SessionId id) {
        return ender.withRunning(account, id, session -> {
            Instant now = books.now(account);
            SessionUse use = new SessionUse(Lookups.account(books, account), session.order());
            if (use.main(now).isEmpty()) {
                return ender.end(session, SessionEnd.Reason.OUT_OF_CREDITS, now);
            }
            Instant ahead = session.startedAt().plus(session.reserved(now, rules));
            Instant until = ahead.plus(rules.patience()).plus(rules.grace()).plus(SLACK);
            return extend(session, use, now, ahead, until);
        });
    }

    private Outcome extend(Session session, SessionUse use, Instant now, Instant ahead, Instant until) {
        Function<Long, Credits> price = seconds -> use.price(seconds, now);
        return desk.within(CreditCommand.onHold(session.order().account(), session.hold(), book -> {
            Credits wanted = price.apply(session.secondsBy(ahead));
            HoldOutcome outcome = book.holding().renew(session.hold(), wanted, until);
            if (outcome instanceof HoldOutcome.Insufficient few) {
                Credits most = wanted.minus(few.wanted()).plus(few.available());
                long seconds = affordable(price, most, session.secondsBy(ahead));
                HoldOutcome rest = book.holding()
                        .renew(session.hold(), price.apply(seconds).min(most), until);
                return keep(session, now, Optional.of(session.startedAt().plusSeconds(seconds)), rest);
            }
            return keep(session, now, Optional.empty(), outcome);
        }));
    }

    private Outcome keep(Session session, Instant now, Optional<Instant> outAt, HoldOutcome outcome) {
        Session seen = session.seen(now, outAt);
        books.sessions().save(seen, Optional.of(seen.checkAt(rules)));
        if (outAt.isPresent() && session.runsOutAt().isEmpty()) {
            new Announcer(books).runningOut(seen, outAt.get().plus(rules.grace()));
        }
        return SessionEnder.done(seen, outcome);
    }

    /** The most seconds that an amount pays for. */
    private static long affordable(Function<Long, Credits> price, Credits most, long wanted) {
        long enough = 0;
        long tooMany = wanted;
        while (tooMany - enough > 1) {
            long middle = enough + (tooMany - enough) / 2;
            if (price.apply(middle).compareTo(most) <= 0) {
                enough = middle;
            } else {
                tooMany = middle;
            }
        }
        return enough;
    }

    @Override
    public Outcome stop(AccountId account, SessionId id, Optional<Instant> at) {
        return ender.withRunning(account, id, session -> {
            Instant now = books.now(account);
            Instant end = at.map(Books::kept).orElse(now);
            if (end.isAfter(now) || end.isBefore(session.startedAt())) {
                return new Outcome.Refused(
                        "at",
                        "is " + end + ", it must be between its start, " + session.startedAt() + ", and now, " + now);
            }
            return ender.end(session, SessionEnd.Reason.STOPPED, session.until(end));
        });
    }

    @Override
    public Outcome cancel(AccountId account, SessionId id) {
        return ender.withRunning(
                account, id, session -> ender.end(session, SessionEnd.Reason.CANCELED, session.startedAt()));
    }

    @Override
    public Optional<Session> find(AccountId account, SessionId id) {
        return inTransaction(account, () -> books.sessions().find(account, id));
    }

    @Override
    public List<Session> of(AccountId account, boolean running, Optional<SessionId> before, int limit) {
        return inTransaction(account, () -> books.sessions()
                .of(account, running, before.flatMap(id -> books.sessions().find(account, id)), limit));
    }

    private <T> T inTransaction(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }

    @Override
    public int endDue(Instant listeningSince, int limit) {
        return ender.endDue(listeningSince, limit);
    }
}
