package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.AppendOutcome.CONFLICT;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.DUPLICATE;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.STORED;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken in is kept, each event once, for whoever brings it. */
public abstract class UsageIntakeContract extends UsageLogReading {

    @Test
    void whatIsAnsweredIsKept() {
        assertThat(storage.intake().store(List.of(event(ACME, "1"), event(GLOBEX, "1"), event(ACME, "2"))))
                .containsExactly(STORED, STORED, STORED);

        assertThat(stored(ACME)).containsExactly(event(ACME, "1"), event(ACME, "2"));
        assertThat(stored(GLOBEX)).containsExactly(event(GLOBEX, "1"));
        assertThat(storage.intake().store(List.of())).isEmpty();
    }

    @Test
    void theAnswersComeInTheOrderOfTheEvents() {
        storage.intake().store(List.of(event(ACME, "1", START, 1), event(ACME, "2", START, 2)));

        assertThat(storage.intake()
                        .store(List.of(
                                event(ACME, "3", START, 3),
                                event(ACME, "2", START, 4),
                                event(ACME, "1", START.plusSeconds(1), 1),
                                event(ACME, "3", START, 3))))
                .containsExactly(STORED, CONFLICT, DUPLICATE, DUPLICATE);
        assertThat(stored(ACME)).hasSize(3);
    }

    @Test
    void ofManyThatBringTheSameEventOneStoresItAndEachItsOwn() {
        List<List<AppendOutcome>> outcomes =
                Race.of(thread -> storage.intake().store(List.of(event(ACME, "same"), event(ACME, "own-" + thread))));

        assertThat(outcomes.stream().map(each -> each.get(0))).containsOnlyOnce(STORED);
        assertThat(outcomes.stream().map(each -> each.get(1)))
                .containsExactlyElementsOf(Collections.nCopies(Race.THREADS, STORED));
        assertThat(stored(ACME)).hasSize(Race.THREADS + 1);
    }

    @Test
    void insideOfATransactionNothingIsTakenIn() {
        run(ACME, () -> assertThatThrownBy(() -> storage.intake().store(List.of(event(ACME, "1"))))
                .isInstanceOf(IllegalStateException.class));

        assertThat(stored(ACME)).isEmpty();
    }
}
