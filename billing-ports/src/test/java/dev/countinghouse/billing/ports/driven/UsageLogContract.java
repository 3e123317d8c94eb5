package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.AppendOutcome.CONFLICT;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.DUPLICATE;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.STORED;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each event once, whatever happens. What usage the events make is in {@link UsageContract}. */
public abstract class UsageLogContract extends UsageLogReading {

    @Test
    void anEventIsStoredOnceHoweverOftenItIsSent() {
        assertThat(append(event(ACME, "1"))).containsExactly(STORED);
        assertThat(append(event(ACME, "1"))).containsExactly(DUPLICATE);
        assertThat(append(event(ACME, "1"))).containsExactly(DUPLICATE);

        assertThat(stored(ACME)).containsExactly(event(ACME, "1"));
    }

    @Test
    void anEventComesBackAsItWas() {
        UsageEvent event = event(
                ACME,
                "id/with ünicode and 'quotes'",
                START.plusNanos(1_000),
                Map.of(
                        "tokens", new Value.Numeric(new BigDecimal("12345678901234567890.123456789012345678901234567")),
                        "text", new Value.Text("1.50"),
                        "flag", new Value.Flag(true),
                        "a.deep.path", new Value.Text(""),
                        "lines", new Value.Text("one\ntwo\t\u2028 \uD83D\uDE00")));
        append(event);

        assertThat(stored(ACME)).containsExactly(event);
    }

    @Test
    void otherContentUnderTheSameKeyIsAConflictAndTheFirstStays() {
        append(event(ACME, "1", START, 10));

        assertThat(append(event(ACME, "1", START, 11))).containsExactly(CONFLICT);
        assertThat(append(event(ACME, "1", START, Map.of("tokens", new Value.Text("10")))))
                .containsExactly(CONFLICT);
        assertThat(append(event(ACME, "1", START, 10))).containsExactly(DUPLICATE);
        assertThat(stored(ACME)).containsExactly(event(ACME, "1", START, 10));
    }

    @Test
    void aRetryWithAnotherTimeIsADuplicateAndTheFirstTimeCounts() {
        append(event(ACME, "1", START, 10));

        assertThat(append(event(ACME, "1", START.plusSeconds(90), 10))).containsExactly(DUPLICATE);
        assertThat(stored(ACME)).containsExactly(event(ACME, "1", START, 10));
    }

    @Test
    void accountsHaveKeysOfTheirOwn() {
        append(event(ACME, "1"));

        assertThat(append(event(GLOBEX, "1"))).containsExactly(STORED);
        assertThat(stored(GLOBEX)).containsExactly(event(GLOBEX, "1"));
        assertThat(stored(ACME)).containsExactly(event(ACME, "1"));
    }

    @Test
    void sourceAndIdTogetherAreTheKey() {
        UsageEvent first = withKey(new EventKey("a", "b/c"));
        UsageEvent second = withKey(new EventKey("a/b", "c"));

        assertThat(append(first, second)).containsExactly(STORED, STORED);
    }

    private static UsageEvent withKey(EventKey key) {
        UsageEvent any = event(ACME, "1");
        return new UsageEvent(ACME, key, any.type(), any.subject(), any.time(), any.data());
    }

    @Test
    void aKeyThatOccursTwiceInABatchIsStoredOnce() {
        assertThat(append(
                        event(ACME, "1", START, 1),
                        event(ACME, "2", START, 2),
                        event(ACME, "1", START.plusSeconds(1), 1),
                        event(ACME, "2", START, 3),
                        event(ACME, "3", START, 3)))
                .containsExactly(STORED, STORED, DUPLICATE, CONFLICT, STORED);
        assertThat(stored(ACME))
                .containsExactly(event(ACME, "1", START, 1), event(ACME, "2", START, 2), event(ACME, "3", START, 3));
    }

    @Test
    void theAnswersComeInTheOrderOfTheEvents() {
        append(event(ACME, "5"), event(ACME, "1"));

        assertThat(append(event(ACME, "9"), event(ACME, "1"), event(ACME, "0"), event(ACME, "5"), event(ACME, "7")))
                .containsExactly(STORED, DUPLICATE, STORED, DUPLICATE, STORED);
        assertThat(append()).isEmpty();
    }

    @Test
    void aBatchMayBeOfSeveralAccounts() {
        Scope both = Scope.of(List.of(ACME, GLOBEX));
        List<UsageEvent> events = List.of(event(GLOBEX, "1"), event(ACME, "1"), event(GLOBEX, "2"), event(GLOBEX, "1"));

        assertThat(storage.transactions()
                        .inTransaction(both, () -> storage.usage().append(events)))
                .containsExactly(STORED, STORED, STORED, DUPLICATE);
        assertThat(stored(ACME)).hasSize(1);
        assertThat(stored(GLOBEX)).hasSize(2);
    }

    @Test
    void aFailureUndoesTheClaimTogetherWithTheEvent() {
        undone(Scope.of(ACME), () -> storage.usage().append(List.of(event(ACME, "1"), event(ACME, "2"))));

        assertThat(stored(ACME)).isEmpty();
        assertThat(append(event(ACME, "1"), event(ACME, "2"))).containsExactly(STORED, STORED);
        assertThat(stored(ACME)).hasSize(2);
    }

    @Test
    void aFailureLeavesWhatWasStoredBefore() {
        append(event(ACME, "1"));
        undone(Scope.of(ACME), () -> storage.usage().append(List.of(event(ACME, "1"), event(ACME, "2"))));

        assertThat(stored(ACME)).containsExactly(event(ACME, "1"));
        assertThat(append(event(ACME, "1"))).containsExactly(DUPLICATE);
    }

    @Test
    void ofManyThatSendTheSameEventOneStoresIt() {
        List<AppendOutcome> outcomes = Race.of(thread ->
                append(event(ACME, "1", START.plusSeconds(thread), 10)).get(0));

        assertThat(outcomes).containsOnlyOnce(STORED);
        assertThat(Collections.frequency(outcomes, DUPLICATE)).isEqualTo(Race.THREADS - 1);
        assertThat(stored(ACME)).hasSize(1);
    }

    @Test
    void ofManyThatSendOtherContentUnderOneKeyTheOthersConflict() {
        List<AppendOutcome> outcomes =
                Race.of(thread -> append(event(ACME, "1", START, thread)).get(0));

        assertThat(outcomes).containsOnlyOnce(STORED);
        assertThat(Collections.frequency(outcomes, CONFLICT)).isEqualTo(Race.THREADS - 1);
        assertThat(stored(ACME)).containsExactly(event(ACME, "1", START, outcomes.indexOf(STORED)));
    }

    @Test
    void aClaimOfSomebodyWhoFailsIsFreeForWhoeverWaits() {
        List<List<AppendOutcome>> outcomes = Race.of(thread -> {
            if (thread % 2 == 0) {
                undone(Scope.of(ACME), () -> storage.usage().append(List.of(event(ACME, "1"))));
                return List.of();
            }
            return append(event(ACME, "1"));
        });

        assertThat(outcomes.stream().flatMap(List::stream)).containsOnlyOnce(STORED);
        assertThat(stored(ACME)).hasSize(1);
    }

    @Test
    void batchesWithTheSameEventsInAnyOrderNeitherBlockEachOtherNorStoreTwice() {
        List<UsageEvent> events = IntStream.range(0, 50)
                .mapToObj(i -> event(i % 2 == 0 ? ACME : GLOBEX, "event-" + i))
                .toList();
        Scope both = Scope.of(List.of(new AccountId("acme"), new AccountId("globex")));
        List<List<AppendOutcome>> outcomes = Race.of(thread -> {
            List<UsageEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(thread));
            return storage.transactions()
                    .inTransaction(both, () -> storage.usage().append(shuffled));
        });

        assertThat(outcomes.stream().flatMap(List::stream).filter(STORED::equals))
                .hasSize(50);
        assertThat(stored(ACME)).hasSize(25);
        assertThat(stored(GLOBEX)).hasSize(25);
    }
}
