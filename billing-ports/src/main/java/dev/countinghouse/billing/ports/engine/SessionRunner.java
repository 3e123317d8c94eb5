package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
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
import java.util.function.Supplier;

/**
 * Each step is one transaction: the session, its hold and its usage change together or not at all, so that after a crash at
 * any point the session is as it was before the step or after it. Locks are taken in the order session, usage, ledger.
 */
final class SessionRunner implements RunSessions {

    private final Books books;
    private final CreditDesk desk;
    private final SessionRules rules;
    private final Site site;
    private final SessionEnder ender;
    private final SessionKeeper keeper;

    SessionRunner(Books books, CreditDesk desk, SessionRules rules, Site site) {
        this.books = books;
        this.desk = desk;
        this.rules = rules;
        this.site = site;
        this.ender = new SessionEnder(books, desk, rules, site);
        this.keeper = new SessionKeeper(books, desk, rules, ender);
    }

    /** What goes on with sandboxes. */
    Provisioner sandboxes() {
        return new Provisioner(books, site, new SessionRecipient(books, ender, keeper));
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
        if (order.sandbox().isPresent()) {
            site.provider();
            books.transactions().requireNone();
        }
        return withSandbox(startWithout(order));
    }

    /** Pursues the sandbox of a session that was started or has ended, and answers with what came of it. */
    private Outcome withSandbox(Outcome outcome) {
        if (outcome instanceof Outcome.Done done
                && done.session().order().sandbox().isPresent()) {
            Session session = done.session();
            AccountId account = session.order().account();
            sandboxes().pursue(account, ProvisionId.of(session.id()));
            Outcome now = session.isReady() ? outcome : ender.withRunning(account, session.id(), ender::done);
            return now instanceof Outcome.Done later
                    ? new Outcome.Done(later.session(), later.reserved(), later.available(), done.started())
                    : now;
        }
        return outcome;
    }

    private Outcome startWithout(SessionOrder order) {
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
        Session running = Session.started(order, now);
        Session session = order.sandbox().isPresent() ? Session.asked(order, now) : running;
        Duration reserved = running.reserved(now, rules);
        HoldOrder hold = new HoldOrder(
                session.hold(),
                use.price(running.secondsBy(now.plus(reserved)), now),
                SpendPurpose.of(order.meter()),
                keeper.outlasting(reserved));
        // levels that have lasted since they were last burnt are to be paid first
        List<UsageBurner.Main> mains = use.main(now).stream().toList();
        HoldOutcome outcome = desk.within(new CreditCommand<>(
                order.account(), Set.of(hold.id()), Set.of(), Set.of(), UsageBurner.starts(mains), book -> {
                    mains.forEach(main -> UsageBurner.burn(view, main, book));
                    return book.holding().hold(hold);
                }));
        if (outcome instanceof HoldOutcome.Insufficient few) {
            return new Outcome.Insufficient(few.wanted(), few.available());
        }
        // whoever started the same one meanwhile had the ledger, and has committed by now
        if (!books.sessions().add(session, session.checkAt(rules))) {
            return repeated(
                    order, books.sessions().find(order.account(), order.id()).orElseThrow());
        }
        order.sandbox().ifPresent(template -> ask(session, template));
        return SessionEnder.done(session, outcome, true);
    }

    private void ask(Session session, SandboxTemplate template) {
        SessionOrder order = session.order();
        Purpose purpose = new Purpose.OfSession(order.id(), template, order.attributes());
        books.provisions()
                .add(
                        Provision.begin(order.account(), ProvisionId.of(order.id()), purpose, session.startedAt()),
                        site.nextLook(0));
    }

    @Override
    public Outcome keep(AccountId account, SessionId id) {
        return ender.withRunning(
                account,
                id,
                session -> session.isReady() ? keeper.keep(session, books.now(account)) : ender.done(session));
    }

    @Override
    public Outcome stop(AccountId account, SessionId id, Optional<Instant> at) {
        return withSandbox(ender.withRunning(account, id, session -> {
            Instant now = books.now(account);
            Instant end = at.map(Books::kept).orElse(now);
            if (end.isAfter(now) || end.isBefore(session.startedAt())) {
                return new Outcome.Refused(
                        "at",
                        "is " + end + ", it must be between its start, " + session.startedAt() + ", and now, " + now);
            }
            return ender.end(session, SessionEnd.Reason.STOPPED, session.until(end));
        }));
    }

    @Override
    public Outcome cancel(AccountId account, SessionId id) {
        return withSandbox(ender.withRunning(
                account, id, session -> ender.end(session, SessionEnd.Reason.CANCELED, session.startedAt())));
    }

    @Override
    public Optional<Session> find(AccountId account, SessionId id) {
        return inTransaction(account, () -> books.sessions().find(account, id));
    }

    @Override
    public Optional<Provision> sandbox(AccountId account, SessionId id) {
        return inTransaction(account, () -> books.provisions().find(account, ProvisionId.of(id)));
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
