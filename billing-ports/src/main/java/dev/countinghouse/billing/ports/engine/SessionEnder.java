package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Sessions;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ends sessions, whoever wants it: the host, the credits, the time, or because nobody gives a sign of life. */
final class SessionEnder {

    private static final int MOST = 10_000;

    private final Books books;
    private final CreditDesk desk;
    private final SessionRules rules;
    private final Site site;

    SessionEnder(Books books, CreditDesk desk, SessionRules rules, Site site) {
        this.books = books;
        this.desk = desk;
        this.rules = rules;
        this.site = site;
    }

    Outcome withRunning(AccountId account, SessionId id, Function<Session, Outcome> step) {
        return inTransaction(account, () -> {
            Lookups.account(books, account);
            Optional<Session> found = books.sessions().lock(account, id);
            return found.<Outcome>map(session -> session.isRunning() ? step.apply(session) : done(session))
                    .orElseGet(() -> new Outcome.Unknown(id));
        });
    }

    /** Records its time as usage and pays it in the step that gives back what was reserved. */
    Outcome end(Session session, SessionEnd.Reason reason, Instant at) {
        AccountId account = session.order().account();
        long seconds = session.secondsBy(at);
        if (seconds > 0) {
            SessionUse use = new SessionUse(Lookups.account(books, account), session.order());
            books.usage().append(List.of(use.event(seconds, at)));
        }
        AccountView view = Lookups.account(books, account);
        List<UsageBurner.Main> used = seconds > 0 ? UsageBurner.periods(view, Set.of(at)) : List.of();
        Outcome outcome = desk.within(new CreditCommand<>(
                account, Set.of(session.hold()), Set.of(), Set.of(), UsageBurner.starts(used), book -> {
                    HoldOutcome released = book.holding().release(session.hold());
                    Credits cost = used.stream()
                            .map(main -> burn(view, main, session, book))
                            .reduce(Credits.zero(CreditUnit.of(view.account().currency())), Credits::plus);
                    Session ended = session.ended(new SessionEnd(reason, at, seconds, cost));
                    books.sessions().save(ended, Optional.empty());
                    new Announcer(books).ended(ended);
                    return done(ended, released);
                }));
        books.alertWatch().changed(Set.of(account));
        if (session.order().sandbox().isPresent()) {
            endSandbox(account, ProvisionId.of(session.id()), reason);
        }
        return outcome;
    }

    /** Has it deleted, by whoever goes on with it after this transaction. */
    private void endSandbox(AccountId account, ProvisionId id, SessionEnd.Reason reason) {
        Provision before = books.provisions().lock(account, id).orElseThrow();
        Provision after = before.ended("the session has ended: " + reason.key());
        if (!after.equals(before)) {
            books.provisions().update(after, site.now());
        }
    }

    private static Credits burn(AccountView view, UsageBurner.Main main, Session session, CreditBook book) {
        Credits before = UsageBurner.burnt(view, book, session.order().meter());
        UsageBurner.burn(view, main, book);
        return UsageBurner.burnt(view, book, session.order().meter()).minus(before);
    }

    Outcome done(Session session) {
        return desk.within(CreditCommand.onHold(
                session.order().account(),
                session.hold(),
                book -> done(session, book.holding().found(session.hold()))));
    }

    static Outcome done(Session session, HoldOutcome outcome) {
        return done(session, outcome, false);
    }

    static Outcome done(Session session, HoldOutcome outcome, boolean started) {
        if (outcome instanceof HoldOutcome.Done done) {
            Credits none = Credits.zero(done.available().unit());
            Hold hold = done.hold();
            return new Outcome.Done(session, hold.isOpen() ? hold.amount() : none, done.available(), started);
        }
        throw new IllegalStateException("session " + session.id() + " has no hold: " + outcome);
    }

    int endDue(Instant listeningSince, int limit) {
        List<Sessions.Key> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.sessions().checkBy(books.now(), limit));
        AtomicInteger ended = new AtomicInteger();
        AccountFailures failures = new AccountFailures("looked at for sessions");
        for (Sessions.Key key : due) {
            failures.guard(key.account(), () -> ended.addAndGet(endIfDue(key, listeningSince) ? 1 : 0));
        }
        failures.report();
        return ended.get();
    }

    /** The same of one account, whose signs of life were heard all the time. */
    void endDue(AccountId account) {
        List<SessionId> due =
                inTransaction(account, () -> books.sessions().of(account, true, Optional.empty(), MOST)).stream()
                        .filter(session -> !session.checkAt(rules).isAfter(books.now(account)))
                        .map(Session::id)
                        .toList();
        due.forEach(id -> endIfDue(new Sessions.Key(account, id), Instant.EPOCH));
    }

    List<AccountId> accountsDueBy(Instant instant, int limit) {
        return books
                .transactions()
                .inTransaction(Scope.SYSTEM, () -> books.sessions().checkBy(instant, limit))
                .stream()
                .map(Sessions.Key::account)
                .toList();
    }

    Optional<Instant> nextCheck(AccountId account) {
        return inTransaction(account, () -> books.sessions().nextCheck(account));
    }

    private boolean endIfDue(Sessions.Key key, Instant listeningSince) {
        Outcome outcome = withRunning(
                key.account(), key.id(), session -> session.due(books.now(key.account()), listeningSince, rules)
                        .map(due -> end(session, due.reason(), due.at()))
                        .orElseGet(() -> {
                            Instant again = session.checkAt(rules);
                            Instant heard = listeningSince.plus(rules.patience());
                            books.sessions().save(session, Optional.of(heard.isAfter(again) ? heard : again));
                            return done(session);
                        }));
        return outcome instanceof Outcome.Done done && !done.session().isRunning();
    }

    private <T> T inTransaction(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
