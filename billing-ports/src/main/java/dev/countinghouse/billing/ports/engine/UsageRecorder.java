package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Checks events against accounts, meters and the accepted window, then hands the good ones to the intake. */
final class UsageRecorder implements RecordUsage {

    private final Books books;
    private final Duration acceptedPast;
    private final Duration acceptedFuture;

    UsageRecorder(Books books, Duration acceptedPast, Duration acceptedFuture) {
        this.books = books;
        this.acceptedPast = acceptedPast;
        this.acceptedFuture = acceptedFuture;
    }

    @Override
    public List<Outcome> record(List<Submission> submissions) {
        return new Batch(submissions, owner -> true).record();
    }

    @Override
    public List<Outcome> recordFor(AccountId account, List<Submission> submissions) {
        return new Batch(submissions, account::equals).record();
    }

    /** One call: what is refused is known before anything is stored. */
    private final class Batch {

        private final List<Submission> submissions;
        private final Instant now = books.now();
        private final Map<String, AccountId> owners = new HashMap<>();
        private final Map<String, List<Meter>> metersByType = new HashMap<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<UsageEvent> events = new ArrayList<>();

        Batch(List<Submission> submissions, Predicate<AccountId> allowed) {
            this.submissions = submissions;
            TreeSet<String> subjects = new TreeSet<>();
            submissions.forEach(submission -> subjects.add(submission.subject()));
            Catalogue catalogue = books.transactions().inTransaction(Scope.SYSTEM, () -> {
                owners.putAll(books.accounts().ownersOf(subjects));
                return books.catalogue();
            });
            owners.values().removeIf(allowed.negate());
            catalogue.meters().values().forEach(meter -> metersByType
                    .computeIfAbsent(meter.eventType(), type -> new ArrayList<>())
                    .add(meter));
        }

        List<Outcome> record() {
            submissions.forEach(submission -> outcomes.add(check(submission)));
            if (events.isEmpty()) {
                return outcomes;
            }
            List<AppendOutcome> appended = books.intake().store(events);
            int next = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Accepted accepted) {
                    outcomes.set(i, outcome(accepted, appended.get(next++)));
                }
            }
            return outcomes;
        }

        /** Accepted, with the event put on the list of those to store, or rejected. */
        private Outcome check(Submission submission) {
            AccountId account = owners.get(submission.subject());
            if (account == null) {
                return new Outcome.Rejected(
                        "subject", "'" + submission.subject() + "' is neither an account nor a subject of one");
            }
            Optional<Outcome> untimely = checkTime(submission.time());
            if (untimely.isPresent()) {
                return untimely.get();
            }
            UsageEvent event;
            try {
                event = new UsageEvent(
                        account,
                        submission.key(),
                        submission.type(),
                        submission.subject(),
                        Books.kept(submission.time()),
                        submission.data());
            } catch (IllegalArgumentException malformed) {
                return new Outcome.Rejected("type", String.valueOf(malformed.getMessage()));
            }
            int matched = 0;
            for (Meter meter : metersByType.getOrDefault(event.type(), List.of())) {
                if (meter.matches(event) && !isAbsentUsage(meter, event)) {
                    Optional<String> defect = meter.defectOf(event);
                    if (defect.isPresent()) {
                        return new Outcome.Rejected("data." + meter.property(), defect.get());
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

        private Optional<Outcome> checkTime(Instant time) {
            Instant earliest = now.minus(acceptedPast);
            Instant latest = now.plus(acceptedFuture);
            if (time.isBefore(earliest) || time.isAfter(latest)) {
                return Optional.of(new Outcome.Rejected(
                        "time", time + " is outside the accepted window from " + earliest + " to " + latest));
            }
            return Optional.empty();
        }

        private static Outcome outcome(Outcome.Accepted accepted, AppendOutcome appended) {
            return switch (appended) {
                case STORED -> accepted;
                case DUPLICATE -> new Outcome.Duplicate();
                case CONFLICT -> new Outcome.Conflict();
                case REFUSED -> new Outcome.Rejected("data", "the event cannot be stored as it is");
            };
        }
    }
}
