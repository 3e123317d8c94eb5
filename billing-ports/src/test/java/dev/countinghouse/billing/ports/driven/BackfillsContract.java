package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.AppendOutcome.CONFLICT;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.DUPLICATE;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.STORED;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.Backfill.State;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is staged counts nowhere, what is applied counts once, and what is reverted leaves nothing but notes. */
public abstract class BackfillsContract extends UsageLogReading {

    private static final Warrant WARRANT = new Warrant("ann", "a lost queue", START.plusSeconds(9));
    private static final BackfillId ID = new BackfillId("lost-queue");
    private static final UsageEvent FIRST = event(ACME, "1", START, 10);
    private static final UsageEvent SECOND = event(ACME, "2", START.plus(HOUR), 20);
    private static final UsageEvent THIRD = event(ACME, "3", START.plus(HOUR.multipliedBy(2)), 30);

    @Test
    void aBackfillComesBackAsItWasAndItsIdIsTakenInItsAccount() {
        Backfill opened = open(ID);

        assertThat(find()).isEqualTo(opened);
        assertThat(in(ACME, () -> storage.backfills().add(opened))).isFalse();
        assertThat(in(GLOBEX, () -> storage.backfills().find(GLOBEX, ID))).isEmpty();
        Backfill second = open(new BackfillId("a-second"));
        assertThat(in(ACME, () -> storage.backfills().of(ACME))).containsExactly(opened, second);
    }

    @Test
    void whatIsStagedCountsNowhereAndIsStagedOnce() {
        append(THIRD);
        open(ID);

        assertThat(stage(FIRST, SECOND, FIRST, event(ACME, "1", START, 11), THIRD, event(ACME, "3", START, 31)))
                .containsExactly(STORED, STORED, DUPLICATE, CONFLICT, DUPLICATE, CONFLICT);
        assertThat(stage(FIRST, event(ACME, "2", START, 21))).containsExactly(DUPLICATE, CONFLICT);

        assertThat(stored(ACME)).containsExactly(THIRD);
        assertThat(find().staged()).isEqualTo(2);
        assertThat(find().state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatIsAppliedCountsAndItsKeysAreTaken() {
        open(ID);
        stage(FIRST, SECOND);

        Backfill applied = apply();

        assertThat(stored(ACME)).containsExactly(FIRST, SECOND);
        assertThat(append(FIRST, event(ACME, "2", START, 21))).containsExactly(DUPLICATE, CONFLICT);
        assertThat(applied.applied().orElseThrow().counted()).isEqualTo(2);
        assertThat(find()).isEqualTo(applied);
        assertThat(kinds()).containsExactly(Kind.BACKFILL_APPLIED);
    }

    @Test
    void whatCameIntoTheLogMeanwhileStaysAsItIs() {
        open(ID);
        stage(FIRST, SECOND);
        UsageEvent other = event(ACME, "1", START, 11);
        append(other);

        assertThat(apply().applied().orElseThrow().counted()).isEqualTo(1);
        assertThat(stored(ACME)).containsExactly(other, SECOND);

        revert();
        assertThat(stored(ACME)).containsExactly(other);
        assertThat(append(other, SECOND)).containsExactly(DUPLICATE, STORED);
    }

    @Test
    void ofAnOpenOneThatIsRevertedNothingIsLeft() {
        open(ID);
        stage(FIRST);

        assertThat(revert().state()).isEqualTo(State.REVERTED);

        assertThat(stored(ACME)).isEmpty();
        assertThat(append(FIRST)).containsExactly(STORED);
    }

    @Test
    void aRevertTakesOutWhatWasBroughtAlsoWhereItWasAmendedOrVoidedAndFreesItsKeys() {
        open(ID);
        stage(FIRST, SECOND, THIRD);
        apply();
        UsageEvent amended = event(ACME, "1", START.plus(HOUR.multipliedBy(30)), 99);
        correct(UsageChange.amended(FIRST, amended), UsageChange.voided(SECOND));
        UsageEvent own = event(ACME, "4", START, 40);
        append(own);

        revert();

        assertThat(stored(ACME)).containsExactly(own);
        assertThat(kinds())
                .containsExactlyInAnyOrder(
                        Kind.BACKFILL_APPLIED,
                        Kind.AMENDED,
                        Kind.VOIDED,
                        Kind.TAKEN_BACK,
                        Kind.TAKEN_BACK,
                        Kind.TAKEN_BACK,
                        Kind.BACKFILL_REVERTED);
        assertThat(storedOnceMore()).containsExactly(FIRST, own, SECOND, THIRD);
    }

    /** In another backfill, which is reverted again and the events sent by themselves. */
    private List<UsageEvent> storedOnceMore() {
        BackfillId again = new BackfillId("again");
        open(again);
        run(ACME, () -> {
            Backfill open = storage.backfills().lock(ACME, again).orElseThrow();
            assertThat(storage.backfills().stage(open, List.of(FIRST, SECOND, THIRD)))
                    .containsOnly(STORED);
        });
        run(ACME, () -> storage.backfills()
                .apply(storage.backfills().lock(ACME, again).orElseThrow(), WARRANT));
        run(ACME, () -> storage.backfills()
                .revert(storage.backfills().lock(ACME, again).orElseThrow(), WARRANT));
        assertThat(append(FIRST, SECOND, THIRD)).containsOnly(STORED);
        return stored(ACME);
    }

    @Test
    void aFailureUndoesAStepAsAWhole() {
        open(ID);
        stage(FIRST, SECOND);
        undone(Scope.of(ACME), () -> storage.backfills().apply(locked(), WARRANT));
        assertThat(stored(ACME)).isEmpty();
        assertThat(find().state()).isEqualTo(State.OPEN);
        assertThat(kinds()).isEmpty();

        apply();
        undone(Scope.of(ACME), () -> storage.backfills().revert(locked(), WARRANT));
        assertThat(stored(ACME)).containsExactly(FIRST, SECOND);
        assertThat(append(FIRST)).containsExactly(DUPLICATE);
        assertThat(find().state()).isEqualTo(State.APPLIED);
    }

    @Test
    void ofManyWhoApplyAndSendTheSameEventsEachCountsOnce() {
        open(ID);
        stage(FIRST, SECOND, THIRD);

        Race.of(8, thread -> {
            if (thread % 2 == 0) {
                return append(THIRD, FIRST).size();
            }
            return in(ACME, () -> {
                Backfill backfill = locked();
                if (backfill.state() == State.OPEN) {
                    storage.backfills().apply(backfill, WARRANT);
                }
                return 0;
            });
        });

        assertThat(stored(ACME)).containsExactly(FIRST, SECOND, THIRD);
        assertThat(kinds()).containsExactly(Kind.BACKFILL_APPLIED);
    }

    private Backfill open(BackfillId id) {
        Backfill backfill = Backfill.open(ACME, id, new Period(START, START.plus(HOUR.multipliedBy(48))), WARRANT);
        assertThat(in(ACME, () -> storage.backfills().add(backfill))).isTrue();
        return backfill;
    }

    private Backfill find() {
        return in(ACME, () -> storage.backfills().find(ACME, ID)).orElseThrow();
    }

    private Backfill locked() {
        return storage.backfills().lock(ACME, ID).orElseThrow();
    }

    private List<AppendOutcome> stage(UsageEvent... events) {
        return in(ACME, () -> storage.backfills().stage(locked(), List.of(events)));
    }

    private Backfill apply() {
        return in(ACME, () -> storage.backfills().apply(locked(), WARRANT));
    }

    private Backfill revert() {
        return in(ACME, () -> storage.backfills().revert(locked(), WARRANT));
    }

    private void correct(UsageChange... changes) {
        Set<EventKey> none = Set.of();
        run(ACME, () -> storage.corrections().correct(ACME, none, WARRANT, recorded -> List.of(changes)));
    }

    private List<Kind> kinds() {
        return in(ACME, () -> storage.corrections().of(ACME, Optional.empty(), 0, 100)).stream()
                .map(each -> each.change().kind())
                .toList();
    }
}
