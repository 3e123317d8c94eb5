package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UsageCorrections.Recorded;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Decides what becomes of events, behind the account's lock, so that no invoice is made of usage that is just being
 * corrected. What an event becomes is held to the rules of new usage, but for how long ago it may be and what meters say of
 * late usage: whoever corrects has decided that.
 */
final class UsageCorrector implements CorrectUsage {

    /** Nobody metered AI before; an instant this far off is a mistake and no correction. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Books books;
    private final UsageBurner burner;
    private final Duration acceptedFuture;

    UsageCorrector(Books books, CreditDesk desk, Duration acceptedFuture) {
        this.books = books;
        this.burner = new UsageBurner(books, desk);
        this.acceptedFuture = acceptedFuture;
    }

    @Override
    public List<Outcome> correct(Order order) {
        Warrant warrant = new Warrant(order.actor(), order.reason(), books.now(order.account()));
        Map<EventKey, Step> steps = new LinkedHashMap<>();
        order.steps().forEach(step -> steps.putIfAbsent(step.key(), step));
        Map<EventKey, Outcome> outcomes = correct(order.account(), List.copyOf(steps.values()), warrant);
        new AlertChecker(books).checkAfter(order.account());
        List<Outcome> answers = new ArrayList<>();
        for (Step step : order.steps()) {
            answers.add(
                    steps.remove(step.key()) != null
                            ? outcomes.get(step.key())
                            : new Outcome.Rejected(
                                    "id", "event " + step.key() + " is named before in the same correction"));
        }
        return answers;
    }

    /** An event that the store cannot keep is found by halving, and holds back no other. */
    private Map<EventKey, Outcome> correct(AccountId account, List<Step> steps, Warrant warrant) {
        try {
            return books.transactions().inTransaction(Scope.of(account), () -> {
                books.subscriptions().lock(account);
                Deciding deciding = new Deciding(Lookups.account(books, account).catalogue(), steps);
                books.corrections().correct(account, deciding.wanted.keySet(), warrant, deciding::on);
                burner.used(deciding.touched());
                return deciding.outcomes;
            });
        } catch (UnknownException noSuchAccount) {
            throw noSuchAccount;
        } catch (IllegalArgumentException cannotBeKept) {
            if (steps.size() == 1) {
                return Map.of(steps.get(0).key(), new Outcome.Rejected("data", "the event cannot be stored as it is"));
            }
            int middle = steps.size() / 2;
            Map<EventKey, Outcome> outcomes = new LinkedHashMap<>(correct(account, steps.subList(0, middle), warrant));
            outcomes.putAll(correct(account, steps.subList(middle, steps.size()), warrant));
            return outcomes;
        }
    }

    private final class Deciding {

        private final Catalogue catalogue;
        private final Map<EventKey, Step> wanted = new LinkedHashMap<>();
        private final Map<EventKey, Outcome> outcomes = new LinkedHashMap<>();
        private final List<UsageChange> changes = new ArrayList<>();

        Deciding(Catalogue catalogue, List<Step> steps) {
            this.catalogue = catalogue;
            steps.forEach(step -> wanted.put(step.key(), step));
        }

        /** Events as they counted and as they count. */
        List<UsageEvent> touched() {
            return changes.stream()
                    .flatMap(change -> Stream.concat(change.before().stream(), change.after().stream()))
                    .toList();
        }

        List<UsageChange> on(Map<EventKey, Recorded> recorded) {
            wanted.forEach((key, step) -> {
                Recorded found = recorded.get(key);
                outcomes.put(key, found == null ? new Outcome.Unknown() : decide(step, found));
            });
            return changes;
        }

        private Outcome decide(Step step, Recorded found) {
            if (step instanceof Step.Amend amend) {
                return amend(amend, found);
            }
            if (!found.counts()) {
                return new Outcome.Unchanged();
            }
            changes.add(UsageChange.voided(found.event()));
            return new Outcome.Corrected();
        }

        private Outcome amend(Step.Amend amend, Recorded found) {
            if (amend.time().isEmpty() && amend.type().isEmpty() && amend.data().isEmpty()) {
                return new Outcome.Rejected("", "names neither time, type nor data: say what the event becomes");
            }
            UsageEvent before = found.event();
            UsageCall call = new UsageCall(
                    List.of(new Submission(
                            before.key(),
                            amend.type().orElse(before.type()),
                            before.subject(),
                            amend.time().orElse(before.time()),
                            amend.data().orElse(before.data()))),
                    any -> true,
                    new UsageCall.Window(EARLIEST, books.now(before.account()).plus(acceptedFuture)));
            List<UsageEvent> checked = call.check(
                    new UsageCall.Known(Map.of(before.subject(), before.account()), Meters.byType(catalogue)));
            if (call.outcomes().get(0) instanceof RecordUsage.Outcome.Rejected rejected) {
                return new Outcome.Rejected(rejected.field(), rejected.reason());
            }
            return become(checked.get(0), found);
        }

        private Outcome become(UsageEvent after, Recorded found) {
            UsageEvent before = found.event();
            boolean same =
                    after.time().equals(before.time()) && after.contentHash().equals(before.contentHash());
            if (same && found.counts()) {
                return new Outcome.Unchanged();
            }
            changes.add(found.counts() ? UsageChange.amended(before, after) : UsageChange.reinstated(after));
            return new Outcome.Corrected();
        }
    }
}
