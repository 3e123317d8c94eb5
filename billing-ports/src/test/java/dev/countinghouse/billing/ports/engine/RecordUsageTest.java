package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RecordUsageTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration PAST = Duration.ofDays(35);
    private static final Duration FUTURE = Duration.ofMinutes(5);
    private static final Map<String, Object> TEN = Map.of("tokens", 10);

    private final Workbench bench = Shop.opened();

    @BeforeEach
    void running() {
        bench.subscribe(ACME, "small");
        bench.clock.set(NOW);
    }

    @Test
    void anEventSaysHowManyMetersCountIt() {
        assertThat(record(event("1", "used", NOW, TEN), event("2", "login", NOW, Map.of("user", "ann"))))
                .containsExactly(new Outcome.Accepted(2), new Outcome.Accepted(1));
        assertThat(used("tokens")).isEqualTo(Fraction.of(10));
        assertThat(used("calls")).isEqualTo(Fraction.of(1));
    }

    @Test
    void anEventThatNoMeterMatchesIsKeptAndCountsAsSoonAsOneDoes() {
        assertThat(record(event("1", "unmetered", NOW, TEN))).containsExactly(new Outcome.Accepted(0));

        String more = Shop.TEXT.replace(
                "plans:", "  late: {unit: token, event: unmetered, aggregation: sum, property: tokens}\nplans:");
        bench.engine.publishCatalogue().publish(Workbench.catalogue(more));
        assertThat(used("late")).isEqualTo(Fraction.of(10));
    }

    @Test
    void aRetryIsADuplicateAlsoWithAnotherTimeAndCountsOnce() {
        record(event("1", "used", NOW, TEN));

        assertThat(record(event("1", "used", NOW, TEN), event("1", "used", NOW.minusSeconds(60), TEN)))
                .containsExactly(new Outcome.Duplicate(), new Outcome.Duplicate());
        assertThat(used("tokens")).isEqualTo(Fraction.of(10));
    }

    @Test
    void otherContentUnderTheSameKeyIsAConflictAndTheFirstCounts() {
        record(event("1", "used", NOW, TEN));

        assertThat(record(event("1", "used", NOW, Map.of("tokens", 11)), event("1", "login", NOW, Map.of("user", 1))))
                .containsExactly(new Outcome.Conflict(), new Outcome.Conflict());
        assertThat(used("tokens")).isEqualTo(Fraction.of(10));
    }

    @Test
    void oneThatIsRejectedDoesNotHoldBackTheOthers() {
        assertThat(record(
                        event("1", "used", NOW, TEN),
                        event("2", "used", NOW, Map.of()),
                        event("1", "used", NOW, TEN),
                        event("3", "used", NOW, TEN)))
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Accepted", "Rejected", "Duplicate", "Accepted");
        assertThat(used("tokens")).isEqualTo(Fraction.of(20));
        assertThat(record()).isEmpty();
    }

    @Test
    void whatWasRejectedCanBeSentAgainCorrected() {
        record(event("1", "used", NOW, Map.of()));

        assertThat(record(event("1", "used", NOW, TEN))).containsExactly(new Outcome.Accepted(2));
    }

    @Test
    void usageMayArriveUnderASubjectAndABatchMayBeOfManyAccounts() {
        bench.open(GLOBEX);
        bench.engine.openAccount().addSubject(ACME, "customer-1");

        assertThat(record(
                        submission("1", "customer-1", "used", NOW, TEN),
                        submission("1", "globex", "used", NOW, TEN),
                        submission("2", "acme", "used", NOW, TEN)))
                .containsOnly(new Outcome.Accepted(2));
        assertThat(used("tokens")).isEqualTo(Fraction.of(20));
    }

    @Test
    void toASenderOfOneAccountTheSubjectsOfOthersAreUnknown() {
        bench.open(GLOBEX);
        bench.engine.openAccount().addSubject(ACME, "customer-1");

        List<Outcome> outcomes = bench.engine
                .recordUsage()
                .recordFor(
                        ACME,
                        List.of(
                                submission("1", "customer-1", "used", NOW, TEN),
                                submission("1", "globex", "used", NOW, TEN),
                                submission("1", "nobody", "used", NOW, TEN)));

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Accepted(2),
                        new Outcome.Rejected("subject", "'globex' is neither an account nor a subject of one"),
                        new Outcome.Rejected("subject", "'nobody' is neither an account nor a subject of one"));
        assertThat(bench.used(GLOBEX, "tokens", new Period(NOW.minus(PAST), NOW.plus(PAST))))
                .isEqualTo(Fraction.ZERO);
    }

    @Test
    void theAcceptedWindowHoldsBothItsEnds() {
        assertThat(record(event("1", "used", NOW.minus(PAST), TEN), event("2", "used", NOW.plus(FUTURE), TEN)))
                .containsOnly(new Outcome.Accepted(2));
    }

    @Test
    void aBackfillOpensAWiderWindow() {
        BillingEngine backfill = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .acceptedWindow(Duration.ofDays(400), Duration.ZERO)
                .build();
        Submission old = event("1", "used", NOW.minus(Duration.ofDays(400)), TEN);

        assertThat(backfill.recordUsage().record(List.of(old))).containsExactly(new Outcome.Accepted(2));
        assertThat(backfill.recordUsage().record(List.of(event("2", "used", NOW.plusNanos(1_000), TEN))))
                .hasOnlyElementsOfType(Outcome.Rejected.class);
    }

    @Test
    void numbersMayBeSentAsText() {
        record(event("1", "used", NOW, Map.of("tokens", "12.5")));

        assertThat(used("tokens")).isEqualTo(Fraction.of(25, 2));
    }

    @Test
    void manyThatSendTheSameBatchAtOnceCountItOnce() {
        List<Submission> batch = List.of(event("1", "used", NOW, TEN), event("2", "used", NOW, TEN));
        List<List<Outcome>> outcomes =
                Race.of(thread -> bench.engine.recordUsage().record(batch));

        assertThat(outcomes.stream().flatMap(List::stream).filter(new Outcome.Accepted(2)::equals))
                .hasSize(2);
        assertThat(used("tokens")).isEqualTo(Fraction.of(20));
    }

    @Test
    void instantsAreKeptToTheMicrosecond() {
        record(event("1", "used", NOW.plusNanos(1_999), TEN));

        assertThat(StoredState.of(bench.storage).events()).singleElement().satisfies(event -> assertThat(event.time())
                .isEqualTo(NOW.plusNanos(1_000)));
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        Map<String, Object> none = Map.of();
        return WrongInput.to(bench)
                .isRefused("an unknown subject", () -> record(submission("9", "nobody", "used", NOW, TEN)), "nobody")
                .isRefused("a blank subject", () -> record(submission("9", " ", "used", NOW, TEN)), "subject")
                .isRefused("no number", () -> record(event("9", "used", NOW, none)), "data.tokens", "tokens")
                .isRefused(
                        "text for a number",
                        () -> record(event("9", "used", NOW, Map.of("tokens", "many"))),
                        "data.tokens",
                        "'many'")
                .isRefused(
                        "a flag for a number",
                        () -> record(event("9", "used", NOW, Map.of("tokens", true))),
                        "data.tokens",
                        "'true'")
                .isRefused(
                        "a number too large to compute with",
                        () -> record(event("9", "used", NOW, Map.of("tokens", "1e999999999"))),
                        "data.tokens")
                .isRefused(
                        "a negative level", () -> record(event("9", "seats", NOW, Map.of("seats", -1))), "seats", "-1")
                .isRefused("no user to tell apart", () -> record(event("9", "login", NOW, none)), "data.user")
                .isRefused("a blank type", () -> record(event("9", " ", NOW, none)), "type")
                .isRefused("a type too long", () -> record(event("9", "x".repeat(256), NOW, none)), "type", "255")
                .isRefused(
                        "a time too long ago",
                        () -> record(event("9", "used", NOW.minus(PAST).minusNanos(1_000), TEN)),
                        "time",
                        NOW.minus(PAST).toString())
                .isRefused(
                        "a time too far ahead",
                        () -> record(event("9", "used", NOW.plus(FUTURE).plusNanos(1_000), TEN)),
                        "time",
                        NOW.plus(FUTURE).toString())
                .isRefused("the beginning of time", () -> record(event("9", "used", Instant.MIN, TEN)), "time")
                .isRefused("the end of time", () -> record(event("9", "used", Instant.MAX, TEN)), "time")
                .tests();
    }

    @Test
    void nothingCanBeRecordedBeforeAnAccountIsOpen() {
        Workbench empty = new Workbench(InMemoryStorage.empty(), new HandClock(NOW));

        assertThat(empty.engine.recordUsage().record(List.of(event("1", "used", NOW, TEN))))
                .hasOnlyElementsOfType(Outcome.Rejected.class);
    }

    private List<Outcome> record(Submission... submissions) {
        return bench.engine.recordUsage().record(Arrays.asList(submissions));
    }

    private static Submission event(String id, String type, Instant time, Map<String, Object> data) {
        return submission(id, "acme", type, time, data);
    }

    private static Submission submission(
            String id, String subject, String type, Instant time, Map<String, Object> data) {
        return new Submission(new EventKey("test", id), type, subject, time, Workbench.data(data));
    }

    private Fraction used(String meter) {
        return bench.used(ACME, meter, new Period(NOW.minus(PAST), NOW.plus(PAST)));
    }
}
