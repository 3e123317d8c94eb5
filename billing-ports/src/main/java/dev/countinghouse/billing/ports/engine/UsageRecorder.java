package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.LatePolicy;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.gathering.Gathering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Checks events against accounts, meters and the accepted window and stores the good ones: what many callers bring at the
 * same time with one look-up and in one transaction. The look-up begins after the last of them has called, so each sees
 * what was registered before it.
 */
final class UsageRecorder implements RecordUsage {

    private final Books books;
    private final UsageBurner burner;
    private final Duration acceptedPast;
    private final Duration acceptedFuture;
    private final Consumer<List<Outcome>> watcher;
    private final Gathering<UsageCall> gathering;

    UsageRecorder(Books books, CreditDesk desk, BillingEngineBuilder wiring) {
        this.books = books;
        this.burner = new UsageBurner(books, desk);
        this.acceptedPast = wiring.acceptedPast;
        this.acceptedFuture = wiring.acceptedFuture;
        this.watcher = wiring.usageWatcher;
        this.gathering = new Gathering<>(wiring.usageLimits, this::record);
    }

    @Override
    public List<Outcome> record(List<Submission> submissions) {
        return record(submissions, owner -> true);
    }

    @Override
    public List<Outcome> recordFor(AccountId account, List<Submission> submissions) {
        return record(submissions, account::equals);
    }

    /** How many events wait for their look-up to begin. */
    int waiting() {
        return gathering.waiting();
    }

    /** A caller with a transaction would wait for others, and they perhaps for a row that it has locked. */
    private List<Outcome> record(List<Submission> submissions, Predicate<AccountId> allowed) {
        books.transactions().requireNone();
        if (submissions.isEmpty()) {
            return List.of();
        }
        UsageCall call = new UsageCall(submissions, allowed, window(books.now()));
        gathering.join(call, submissions.size());
        List<Outcome> outcomes = call.outcomes();
        watcher.accept(outcomes);
        return outcomes;
    }

    private UsageCall.Window window(Instant now) {
        return new UsageCall.Window(now.minus(acceptedPast), now.plus(acceptedFuture));
    }

    private void record(Collection<UsageCall> calls) {
        TreeSet<String> subjects = new TreeSet<>();
        calls.forEach(call -> call.submissions().forEach(submission -> subjects.add(submission.subject())));
        Map<String, List<Meter>> metersByType = new HashMap<>();
        Map<AccountId, Instant> invoiced = new HashMap<>();
        Map<AccountId, UsageCall.Window> windows = new HashMap<>();
        AtomicBoolean burns = new AtomicBoolean();
        Map<String, AccountId> owners = books.transactions().inTransaction(Scope.SYSTEM, () -> {
            Catalogue catalogue = books.catalogue();
            burns.set(UsageBurner.isNeeded(catalogue));
            Collection<Meter> meters = catalogue.meters().values();
            meters.forEach(meter -> metersByType
                    .computeIfAbsent(meter.eventType(), type -> new ArrayList<>())
                    .add(meter));
            Map<String, AccountId> found = books.accounts().ownersOf(subjects);
            if (meters.stream().anyMatch(meter -> meter.late().kind() == LatePolicy.Kind.REJECT)) {
                invoiced.putAll(books.invoicedUsage().invoicedUntil(found.values()));
            }
            if (books.hasTestClocks()) {
                books.accountClocks().of(found.values()).forEach((account, now) -> windows.put(account, window(now)));
            }
            return found;
        });
        List<UsageEvent> events = new ArrayList<>();
        UsageCall.Known known = new UsageCall.Known(owners, metersByType, invoiced, windows);
        calls.forEach(call -> events.addAll(call.check(known)));
        Iterator<Optional<AppendOutcome>> stored = store(events, burns.get()).iterator();
        calls.forEach(call -> call.settle(stored));
    }

    /**
     * Answers in the order of the events; one that cannot be kept is found by halving, and holds back no other. If the world
     * fails on the way, what a half has stored is a duplicate when it is sent again.
     */
    private List<Optional<AppendOutcome>> store(List<UsageEvent> events, boolean burns) {
        if (events.isEmpty()) {
            return List.of();
        }
        try {
            Scope scope = Scope.of(events.stream().map(UsageEvent::account).toList());
            return books.transactions().inTransaction(scope, () -> append(events, burns)).stream()
                    .map(Optional::of)
                    .toList();
        } catch (IllegalArgumentException cannotBeKept) {
            if (events.size() == 1) {
                return List.of(Optional.empty());
            }
            int middle = events.size() / 2;
            List<Optional<AppendOutcome>> outcomes = new ArrayList<>(store(events.subList(0, middle), burns));
            outcomes.addAll(store(events.subList(middle, events.size()), burns));
            return outcomes;
        }
    }

    /** What credits pay for is paid in the same transaction. */
    private List<AppendOutcome> append(List<UsageEvent> events, boolean burns) {
        List<AppendOutcome> outcomes = books.usage().append(events);
        if (burns) {
            List<UsageEvent> stored = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (outcomes.get(i) == AppendOutcome.STORED) {
                    stored.add(events.get(i));
                }
            }
            burner.used(stored);
        }
        return outcomes;
    }
}
