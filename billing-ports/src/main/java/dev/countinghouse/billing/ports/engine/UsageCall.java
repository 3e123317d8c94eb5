package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.LatePolicy;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one caller wants recorded: what is refused is known before anything is stored. */
final class UsageCall {

    /**
     * What was looked up for a group of calls.
     *
     * @param invoiced up to where the usage of accounts is invoiced; known only where a meter asks for it
     * @param windows of accounts that do not live by the clock of all others
     */
    record Known(
            Map<String, AccountId> owners,
            Map<String, List<Meter>> metersByType,
            Map<AccountId, Instant> invoiced,
            Map<AccountId, Window> windows) {

        Known(Map<String, AccountId> owners, Map<String, List<Meter>> metersByType) {
            this(owners, metersByType, Map.of(), Map.of());
        }

        private boolean isInvoiced(UsageEvent event) {
            Instant until = invoiced.get(event.account());
            return until != null && event.time().isBefore(until);
        }
    }

    private final List<Submission> submissions;
    private final Predicate<AccountId> allowed;
    private final Window window;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<UsageEvent> events = new ArrayList<>();
    private @Nullable RuntimeException failure;

    /** The first and the last time an event may have. */
    record Window(Instant earliest, Instant latest) {

        boolean contains(Instant time) {
            return !time.isBefore(earliest) && !time.isAfter(latest);
        }
    }

    /** @param allowed whose subjects the caller may speak for; those of others are unknown to it */
    UsageCall(List<Submission> submissions, Predicate<AccountId> allowed, Window window) {
        this.submissions = List.copyOf(submissions);
        this.allowed = allowed;
        this.window = window;
    }

    List<Submission> submissions() {
        return submissions;
    }

    /** The events to store. What is wrong with this call must not fail those it is worked off with. */
    List<UsageEvent> check(Known known) {
        try {
            submissions.forEach(submission -> outcomes.add(check(submission, known)));
        } catch (RuntimeException defect) {
            failure = defect;
            events.clear();
        }
        return events;
    }

    /** @param stored what became of the events of {@link #check}, in their order; empty for one that cannot be kept */
    void settle(Iterator<Optional<AppendOutcome>> stored) {
        if (events.isEmpty()) {
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Accepted accepted) {
                outcomes.set(
                        i,
                        stored.next()
                                .map(appended -> outcome(accepted, appended))
                                .orElse(new Outcome.Rejected("data", "the event cannot be stored as it is")));
            }
        }
    }

    List<Outcome> outcomes() {
        if (failure != null) {
            throw failure;
        }
        return outcomes;
    }

    /** Accepted, with the event put on the list of those to store, or rejected. */
    private Outcome check(Submission submission, Known known) {
        AccountId account = known.owners().get(submission.subject());
        if (account == null || !allowed.test(account)) {
            return new Outcome.Rejected(
                    "subject", "'" + submission.subject() + "' is neither an account nor a subject of one");
        }
        Instant time = submission.time();
        Window accepted = known.windows().getOrDefault(account, window);
        if (!accepted.contains(time)) {
            return new Outcome.Rejected(
                    "time",
                    time + " is outside the accepted window from " + accepted.earliest() + " to " + accepted.latest());
        }
        UsageEvent event;
        try {
            event = new UsageEvent(
                    account,
                    submission.key(),
                    submission.type(),
                    submission.subject(),
                    Books.kept(time),
                    submission.data());
        } catch (IllegalArgumentException malformed) {
            return new Outcome.Rejected("type", String.valueOf(malformed.getMessage()));
        }
        return measured(event, known);
    }

    private Outcome measured(UsageEvent event, Known known) {
        int matched = 0;
        for (Meter meter : known.metersByType().getOrDefault(event.type(), List.of())) {
            if (meter.matches(event) && !isAbsentUsage(meter, event)) {
                Optional<String> defect = meter.defectOf(event);
                if (defect.isPresent()) {
                    return new Outcome.Rejected("data." + meter.property(), defect.get());
                }
                if (meter.late().kind() == LatePolicy.Kind.REJECT && known.isInvoiced(event)) {
                    return new Outcome.Rejected(
                            "time",
                            event.time() + " is in a period that is invoiced already, and meter " + meter.key()
                                    + " takes no late usage");
                }
                matched++;
            }
        }
        events.add(event);
        return new Outcome.Accepted(matched);
    }

    /** A kind of usage that a provider's response does not count is none of it (an embedding has no output), no defect. */
    private static boolean isAbsentUsage(Meter meter, UsageEvent event) {
        return event.type().equals(RecordProviderResponses.EVENT_TYPE)
                && meter.property().startsWith(ResponseEvent.USAGE)
                && event.data().get(meter.property()).isEmpty();
    }

    private static Outcome outcome(Outcome.Accepted accepted, AppendOutcome appended) {
        return switch (appended) {
            case STORED -> accepted;
            case DUPLICATE -> new Outcome.Duplicate();
            case CONFLICT -> new Outcome.Conflict();
        };
    }
}
