package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.Backfill.State;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.BackfillUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What a backfill may do next follows from its state, which is looked at behind its lock. */
final class UsageBackfiller implements BackfillUsage {

    private final Books books;
    private final UsageBurner burner;

    UsageBackfiller(Books books, CreditDesk desk) {
        this.books = books;
        this.burner = new UsageBurner(books, desk);
    }

    @Override
    public Outcome open(AccountId account, BackfillId id, Period window, String actor, String reason) {
        Instant now = books.now(account);
        if (window.end().isAfter(now)) {
            return new Outcome.Refused("the window ends at " + window.end() + ", it must not end after now, " + now
                    + ": a backfill is for what is over");
        }
        Period kept = new Period(Books.kept(window.start()), Books.kept(window.end()));
        Backfill wanted = Backfill.open(account, id, kept, new Warrant(actor, reason, now));
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            if (books.backfills().add(wanted)) {
                return new Outcome.Done(wanted);
            }
            Backfill there = known(books.backfills().find(account, id), account, id);
            return there.window().equals(wanted.window())
                            && there.opened().reason().equals(reason)
                    ? new Outcome.Done(there)
                    : new Outcome.Refused("backfill '" + id + "' of account '" + account
                            + "' was opened for " + there.window() + " because of '"
                            + there.opened().reason() + "': take another id");
        });
    }

    @Override
    public LoadOutcome load(AccountId account, BackfillId id, List<Submission> events) {
        return locked(account, id, open -> {
            if (open.state() != State.OPEN) {
                return new LoadOutcome.Refused("backfill '" + id + "' is " + word(open) + " and takes no more events");
            }
            // the last instant before the end, as times are kept
            UsageCall call = new UsageCall(
                    events,
                    account::equals,
                    new UsageCall.Window(
                            open.window().start(), open.window().end().minus(1, ChronoUnit.MICROS)));
            List<UsageEvent> good = call.check(known(account, events));
            call.settle(books.backfills().stage(open, good).stream()
                    .map(Optional::of)
                    .iterator());
            return new LoadOutcome.Loaded(call.outcomes());
        });
    }

    /** The subjects of others are unknown to whoever speaks for one account. */
    private UsageCall.Known known(AccountId account, List<Submission> events) {
        AccountView view = Lookups.account(books, account);
        TreeSet<String> subjects = new TreeSet<>(view.account().subjects());
        subjects.add(account.value());
        Map<String, AccountId> owners = new HashMap<>();
        events.stream().map(Submission::subject).filter(subjects::contains).forEach(own -> owners.put(own, account));
        return new UsageCall.Known(owners, Meters.byType(view.catalogue()));
    }

    @Override
    public Outcome apply(AccountId account, BackfillId id, String actor, String reason) {
        Warrant warrant = new Warrant(actor, reason, books.now(account));
        return checked(account, id, backfill -> switch (backfill.state()) {
            case OPEN -> new Outcome.Done(books.backfills().apply(backfill, warrant));
            case APPLIED -> new Outcome.Done(backfill);
            case REVERTED ->
                new Outcome.Refused("backfill '" + id + "' was reverted: open another one and load it again");
        });
    }

    @Override
    public Outcome revert(AccountId account, BackfillId id, String actor, String reason) {
        Warrant warrant = new Warrant(actor, reason, books.now(account));
        return checked(
                account,
                id,
                backfill -> new Outcome.Done(
                        backfill.state() == State.REVERTED
                                ? backfill
                                : books.backfills().revert(backfill, warrant)));
    }

    private Outcome checked(AccountId account, BackfillId id, Function<Backfill, Outcome> step) {
        Outcome outcome = locked(account, id, backfill -> {
            Outcome done = step.apply(backfill);
            burner.used(account, backfill.window());
            return done;
        });
        new AlertChecker(books).checkAfter(account);
        return outcome;
    }

    /** First the account, as billing and corrections lock it, then the backfill. */
    private <T> T locked(AccountId account, BackfillId id, Function<Backfill, T> step) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            return step.apply(known(books.backfills().lock(account, id), account, id));
        });
    }

    private static Backfill known(Optional<Backfill> found, AccountId account, BackfillId id) {
        return found.orElseThrow(() -> new UnknownException("account '" + account + "' has no backfill '" + id + "'"));
    }

    private static String word(Backfill backfill) {
        return backfill.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Backfill> find(AccountId account, BackfillId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.backfills().find(account, id));
    }

    @Override
    public List<Backfill> of(AccountId account) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.backfills().of(account));
    }
}
