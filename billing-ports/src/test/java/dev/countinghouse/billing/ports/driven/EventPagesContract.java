package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.period.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the usage log: every matching event once, in order, also where many have the same time. */
public abstract class EventPagesContract extends UsageLogReading {

    private static final Period WINDOW = new Period(START, START.plusSeconds(10));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 29, 30, 31, 1_000})
    void pagesPutTogetherAreAllEventsInOrder(int limit) {
        List<UsageEvent> events = thirtyAtThreeTimes();
        List<UsageEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(limit));
        append(shuffled);

        List<UsageEvent> read = new ArrayList<>();
        Optional<UsageEvent> after = Optional.empty();
        do {
            EventPage page = page(Filter.ALL, WINDOW, after, limit);
            assertThat(page.events()).hasSizeBetween(1, limit);
            read.addAll(page.events());
            after = page.next();
        } while (after.isPresent());

        assertThat(read).isEqualTo(events);
    }

    private static List<UsageEvent> thirtyAtThreeTimes() {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event(ACME, "event-" + i, START.plusSeconds(i % 3), i));
        }
        events.sort(UsageEvent.ORDER);
        return events;
    }

    @Test
    void thePageThatEndsWithTheLastEventIsTheLast() {
        append(event(ACME, "1", START, 1), event(ACME, "2", START, 2));

        assertThat(page(Filter.ALL, WINDOW, Optional.empty(), 2).next()).isEmpty();
        assertThat(page(Filter.ALL, WINDOW, Optional.empty(), 1).next()).contains(event(ACME, "1", START, 1));
        assertThat(page(Filter.ALL, WINDOW, Optional.of(event(ACME, "2", START, 2)), 1))
                .isEqualTo(new EventPage(List.of(), Optional.empty()));
    }

    @Test
    void theWindowHoldsItsStartAndNotItsEnd() {
        append(
                event(ACME, "before", START.minusNanos(1_000), 1),
                event(ACME, "start", START, 1),
                event(ACME, "last", WINDOW.end().minusNanos(1_000), 1),
                event(ACME, "end", WINDOW.end(), 1));

        assertThat(page(Filter.ALL, WINDOW, Optional.empty(), 9).events())
                .extracting(event -> event.key().id())
                .containsExactly("start", "last");
    }

    @Test
    void onlyMatchingEventsOfTheAccountAreOnAPage() {
        append(
                event(ACME, "1", START, Map.of("model", new Value.Text("a"))),
                event(ACME, "2", START, Map.of("model", new Value.Text("b"))),
                event(ACME, "3", START, Map.of()));
        append(event(GLOBEX, "4", START, Map.of("model", new Value.Text("a"))));

        assertThat(page(Filter.where("model", "a", ""), WINDOW, Optional.empty(), 9)
                        .events())
                .extracting(event -> event.key().id())
                .containsExactly("1", "3");
    }

    @Test
    void anEventThatArrivesLateIsOnTheNextPageIfItIsBehindTheLast() {
        append(event(ACME, "1", START, 1), event(ACME, "3", START.plusSeconds(3), 1));
        EventPage first = page(Filter.ALL, WINDOW, Optional.empty(), 1);
        append(event(ACME, "2", START.plusSeconds(2), 1));

        assertThat(page(Filter.ALL, WINDOW, first.next(), 9).events())
                .extracting(event -> event.key().id())
                .containsExactly("2", "3");
    }

    @Test
    void aPageHoldsAtLeastOneEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(Filter.ALL, WINDOW, Optional.empty(), 0))
                .withMessageContaining("limit is 0");
    }
}
