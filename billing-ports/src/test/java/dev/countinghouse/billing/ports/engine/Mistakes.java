package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.BackfillUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Order;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Outcome;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.YearOfUsage.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Usage that goes wrong in every way it can and is put right later, often after it was invoiced. */
final class Mistakes {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Random random;
    private final List<Happening> happenings = new ArrayList<>();
    private int made;

    Mistakes(Random random) {
        this.random = random;
    }

    List<Happening> in(YearOfUsage year) {
        for (Submission event : year.events) {
            switch (random.nextInt(7)) {
                case 0 -> sentWithOtherData(event, another(year));
                case 1 -> sentWithAnotherTime(event);
                case 2 -> lostAndBackfilled(event);
                case 3 -> {
                    right(event);
                    neverWas(another(year));
                }
                case 4 -> {
                    right(event);
                    wronglyBackfilled(another(year));
                }
                default -> right(event);
            }
        }
        return happenings;
    }

    private Submission another(YearOfUsage year) {
        return year.events.get(random.nextInt(year.events.size()));
    }

    private void right(Submission event) {
        happenings.add(YearOfUsage.recorded(event, event.time()));
    }

    private void sentWithOtherData(Submission event, Submission like) {
        Submission wrong = new Submission(event.key(), like.type(), event.subject(), event.time(), like.data());
        happenings.add(YearOfUsage.recorded(wrong, event.time()));
        correct(
                event.time(),
                new Step.Amend(event.key(), Optional.empty(), Optional.of(event.type()), Optional.of(event.data())));
    }

    private void sentWithAnotherTime(Submission event) {
        Instant wrong = event.time().minusSeconds(1 + random.nextInt(20 * 24 * 3_600));
        happenings.add(YearOfUsage.recorded(
                new Submission(event.key(), event.type(), event.subject(), wrong, event.data()), event.time()));
        correct(
                event.time(),
                new Step.Amend(event.key(), Optional.of(event.time()), Optional.empty(), Optional.empty()));
    }

    private void neverWas(Submission like) {
        EventKey key = new EventKey("mistakes", "bogus-" + ++made);
        happenings.add(YearOfUsage.recorded(
                new Submission(key, like.type(), like.subject(), like.time(), like.data()), like.time()));
        correct(like.time(), new Step.Void(key));
    }

    private void correct(Instant after, Step step) {
        happenings.add(new Happening(later(after), bench -> assertThat(
                        bench.engine.correctUsage().correct(new Order(ACME, List.of(step), "tester", "a mistake")))
                .isSubsetOf(new Outcome.Corrected(), new Outcome.Unchanged())));
    }

    private void lostAndBackfilled(Submission event) {
        BackfillId id = new BackfillId("lost-" + ++made);
        happenings.add(new Happening(later(event.time()), bench -> backfill(bench, id, event)));
    }

    private void wronglyBackfilled(Submission like) {
        int number = ++made;
        BackfillId id = new BackfillId("wrong-" + number);
        EventKey key = new EventKey("mistakes", "backfilled-" + number);
        Submission wrong = new Submission(key, like.type(), like.subject(), like.time(), like.data());
        Instant applied = later(like.time());
        happenings.add(new Happening(applied, bench -> backfill(bench, id, wrong)));
        happenings.add(new Happening(later(applied), bench -> assertThat(
                        bench.engine.backfillUsage().revert(ACME, id, "tester", "the wrong file"))
                .isInstanceOf(BackfillUsage.Outcome.Done.class)));
    }

    private static void backfill(Workbench bench, BackfillId id, Submission event) {
        BackfillUsage backfills = bench.engine.backfillUsage();
        Period window = new Period(event.time(), event.time().plusSeconds(1));
        assertThat(backfills.open(ACME, id, window, "tester", "a lost queue"))
                .isInstanceOf(BackfillUsage.Outcome.Done.class);
        backfills.load(ACME, id, List.of(event));
        assertThat(backfills.apply(ACME, id, "tester", "compared")).isInstanceOf(BackfillUsage.Outcome.Done.class);
    }

    /** Within two months, and before the last bill. */
    private Instant later(Instant after) {
        Instant latest = YearOfUsage.OVER.minus(Duration.ofDays(2));
        Instant at = after.plus(HOUR).plusSeconds(random.nextInt(60 * 24 * 3_600));
        return at.isBefore(latest) ? at : latest.plusSeconds(++made);
    }
}
