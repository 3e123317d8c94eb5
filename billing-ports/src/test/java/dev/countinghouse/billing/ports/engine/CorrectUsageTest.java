package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.correction.Backfill.State;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.BackfillUsage;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Order;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Outcome;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Corrections and backfills as callers see them. */
class CorrectUsageTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
    private static final Period JANUARY =
            new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final BackfillId ID = new BackfillId("lost-queue");

    private final Workbench bench = Shop.opened();

    @BeforeEach
    void used() {
        bench.subscribe(ACME, "small");
        bench.clock.set(NOW);
        bench.record(List.of(event("1", NOW, 10), event("2", NOW, 20)));
    }

    @Test
    void aVoidedEventCountsNoMoreInUsageAndQuotaAndVoidingAgainIsASuccess() {
        assertThat(correct(voided("1"))).containsExactly(new Outcome.Corrected());
        assertThat(correct(voided("1"))).containsExactly(new Outcome.Unchanged());

        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(20));
        assertThat(bench.quota(ACME, "tokens", 0).used()).isEqualTo(Fraction.of(20));
        assertThat(kinds()).containsExactly(Kind.VOIDED);
        assertThat(bench.engine.recordUsage().record(List.of(event("1", NOW, 10))))
                .containsExactly(new RecordUsage.Outcome.Duplicate());
        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(20));
    }

    @Test
    void whatIsNotAmendedStaysAsItIs() {
        Instant earlier = Instant.parse("2026-03-02T00:00:00Z");

        assertThat(correct(amend("1", Optional.of(earlier), Optional.empty())))
                .containsExactly(new Outcome.Corrected());
        assertThat(correct(amend("1", Optional.of(earlier), Optional.of(tokens(10)))))
                .containsExactly(new Outcome.Unchanged());
        assertThat(correct(amend("1", Optional.empty(), Optional.of(tokens(15)))))
                .containsExactly(new Outcome.Corrected());

        assertThat(tokens(MARCH.until(NOW))).isEqualTo(Fraction.of(15));
        assertThat(kinds()).containsExactly(Kind.AMENDED, Kind.AMENDED);
    }

    @Test
    void amendingAVoidedEventReinstatesIt() {
        correct(voided("1"));

        assertThat(correct(amend("1", Optional.of(NOW), Optional.empty()))).containsExactly(new Outcome.Corrected());

        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(30));
        assertThat(kinds()).containsExactly(Kind.VOIDED, Kind.REINSTATED);
    }

    @Test
    void oneThatIsRejectedOrUnknownDoesNotHoldBackTheOthers() {
        List<Outcome> outcomes = correct(
                voided("nobody"),
                amend("1", Optional.empty(), Optional.of(EventData.EMPTY)),
                amend("2", Optional.of(NOW.plusSeconds(3_600)), Optional.empty()),
                amend("2", Optional.empty(), Optional.empty()),
                new Step.Amend(key("1"), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Unknown());
        assertRejected(outcomes.get(1), "data.tokens");
        assertRejected(outcomes.get(2), "time");
        assertRejected(outcomes.get(3), "id");
        assertRejected(outcomes.get(4), "id");
        assertRejected(correct(amend("2", Optional.empty(), Optional.empty())).get(0), "");
        assertThat(correct(voided("2"), voided("nobody")))
                .containsExactly(new Outcome.Corrected(), new Outcome.Unknown());
        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(10));
    }

    @Test
    void wrongOrdersAreRefusedByName() {
        assertThatThrownBy(() -> bench.engine.correctUsage().correct(new Order(ACME, List.of(voided("1")), "ann", " ")))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> new Order(ACME, List.of(), "ann", "why")).hasMessageContaining("1 to");
        assertThatThrownBy(() ->
                        bench.engine.correctUsage().correct(new Order(GLOBEX, List.of(voided("1")), "ann", "why")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("globex");
        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(30));
    }

    @Test
    void aBackfillCountsFromWhenItIsAppliedUntilItIsReverted() {
        Instant old = Instant.parse("2026-01-10T00:00:00Z");
        BackfillUsage backfills = bench.engine.backfillUsage();
        open(JANUARY);
        open(JANUARY);
        List<Submission> events = List.of(event("old", old, 7), event("1", old, 10), event("late", NOW, 7));

        BackfillUsage.LoadOutcome.Loaded loaded = (BackfillUsage.LoadOutcome.Loaded) backfills.load(ACME, ID, events);
        assertThat(loaded.events().get(0)).isEqualTo(new RecordUsage.Outcome.Accepted(2));
        assertThat(loaded.events().get(1)).isEqualTo(new RecordUsage.Outcome.Duplicate());
        assertThat(loaded.events().get(2)).isInstanceOf(RecordUsage.Outcome.Rejected.class);
        assertThat(tokens(JANUARY)).isEqualTo(Fraction.ZERO);

        BackfillUsage.Outcome applied = backfills.apply(ACME, ID, "ann", "checked");
        assertThat(backfills.apply(ACME, ID, "bob", "again")).isEqualTo(applied);
        assertThat(tokens(JANUARY)).isEqualTo(Fraction.of(7));
        assertThat(backfills.load(ACME, ID, events)).isInstanceOf(BackfillUsage.LoadOutcome.Refused.class);

        BackfillUsage.Outcome reverted = backfills.revert(ACME, ID, "ann", "wrong month");
        assertThat(backfills.revert(ACME, ID, "bob", "again")).isEqualTo(reverted);
        assertThat(tokens(JANUARY)).isEqualTo(Fraction.ZERO);
        assertThat(tokens(MARCH)).isEqualTo(Fraction.of(30));
        assertThat(backfills.apply(ACME, ID, "ann", "after all")).isInstanceOf(BackfillUsage.Outcome.Refused.class);
        assertThat(backfills.find(ACME, ID).orElseThrow().state()).isEqualTo(State.REVERTED);
        assertThat(kinds()).containsExactly(Kind.BACKFILL_APPLIED, Kind.TAKEN_BACK, Kind.BACKFILL_REVERTED);
    }

    @Test
    void aBackfillIsOfThePastAndItsIdIsItsOwn() {
        assertThat(bench.engine.backfillUsage().open(ACME, ID, new Period(NOW, NOW.plusSeconds(1)), "ann", "why"))
                .isInstanceOf(BackfillUsage.Outcome.Refused.class);
        open(JANUARY);
        assertThat(bench.engine.backfillUsage().open(ACME, ID, MARCH.until(NOW), "ann", "why"))
                .isInstanceOf(BackfillUsage.Outcome.Refused.class);
        assertThatThrownBy(() -> bench.engine.backfillUsage().load(ACME, new BackfillId("none"), List.of()))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("none");
    }

    private void open(Period window) {
        assertThat(bench.engine.backfillUsage().open(ACME, ID, window, "ann", "why"))
                .isInstanceOf(BackfillUsage.Outcome.Done.class);
    }

    private static void assertRejected(Outcome outcome, String field) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.field())
                .isEqualTo(field));
    }

    private List<Outcome> correct(Step... steps) {
        return bench.engine.correctUsage().correct(new Order(ACME, List.of(steps), "ann", "counted twice"));
    }

    private List<Kind> kinds() {
        return bench.engine.readCorrections().read(ACME, Optional.empty(), 0, 100).stream()
                .map(each -> each.change().kind())
                .toList();
    }

    private static Step voided(String id) {
        return new Step.Void(key(id));
    }

    private static Step amend(String id, Optional<Instant> time, Optional<EventData> data) {
        return new Step.Amend(key(id), time, Optional.empty(), data);
    }

    private static EventKey key(String id) {
        return new EventKey("test", id);
    }

    private static Submission event(String id, Instant time, long tokens) {
        return new Submission(key(id), "used", "acme", time, tokens(tokens));
    }

    private static EventData tokens(long tokens) {
        return Workbench.data(Map.of("tokens", tokens));
    }

    private Fraction tokens(Period period) {
        return bench.used(ACME, "tokens", period);
    }
}
