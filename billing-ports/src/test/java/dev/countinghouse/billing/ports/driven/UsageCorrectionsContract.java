package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.AppendOutcome.CONFLICT;
import static dev.countinghouse.billing.ports.driven.AppendOutcome.DUPLICATE;
import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.UsageChange.Kind;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.UsageCorrections.Recorded;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An event is changed together with its note, once, and nothing is forgotten. */
public abstract class UsageCorrectionsContract extends UsageLogReading {

    private static final Warrant WARRANT = new Warrant("ann", "counted twice", START.plusSeconds(9));
    private static final UsageEvent FIRST = event(ACME, "1", START, 10);
    private static final UsageEvent SECOND = event(ACME, "2", START.plus(HOUR), 20);

    @Test
    void whatIsVoidedCountsNoMoreAndIsNotedAsItWas() {
        append(FIRST, SECOND);

        correct(UsageChange.voided(FIRST));

        assertThat(stored(ACME)).containsExactly(SECOND);
        assertThat(recorded(FIRST.key())).containsExactly(Map.entry(FIRST.key(), new Recorded(FIRST, false)));
        assertThat(noted(Optional.empty())).singleElement().satisfies(noted -> {
            assertThat(noted.change()).isEqualTo(UsageChange.voided(FIRST));
            assertThat(noted.warrant()).isEqualTo(WARRANT);
        });
    }

    @Test
    void whatIsAmendedCountsAsWhatItBecame() {
        append(FIRST, SECOND);
        UsageEvent after = event(ACME, "1", START.plus(HOUR.multipliedBy(2)), 11);

        correct(UsageChange.amended(FIRST, after));

        assertThat(stored(ACME)).containsExactly(SECOND, after);
        assertThat(recorded(FIRST.key())).containsExactly(Map.entry(FIRST.key(), new Recorded(after, true)));
        assertThat(noted(Optional.empty()))
                .extracting(Correction::change)
                .containsExactly(UsageChange.amended(FIRST, after));
    }

    @Test
    void anAmendedEventCanBeAmendedAndVoidedAndReinstated() {
        append(FIRST, SECOND);
        UsageEvent second = event(ACME, "1", START.plus(HOUR.multipliedBy(2)), 11);
        UsageEvent third = event(ACME, "1", START.plusSeconds(1), 12);
        UsageEvent fourth = event(ACME, "1", START.plusSeconds(2), 13);
        List<UsageChange> changes = List.of(
                UsageChange.amended(FIRST, second),
                UsageChange.amended(second, third),
                UsageChange.voided(third),
                UsageChange.reinstated(fourth));

        changes.forEach(this::correct);

        assertThat(stored(ACME)).containsExactly(fourth, SECOND);
        assertThat(recorded(FIRST.key())).containsValue(new Recorded(fourth, true));
        assertThat(noted(Optional.of(FIRST.key())))
                .extracting(Correction::change)
                .containsExactlyElementsOf(changes);
        assertThat(noted(Optional.of(SECOND.key()))).isEmpty();
    }

    @Test
    void theKeyStaysTakenWithTheContentThatWasRecordedFirst() {
        append(FIRST, SECOND);
        UsageEvent after = event(ACME, "1", START, 11);
        correct(UsageChange.amended(FIRST, after), UsageChange.voided(SECOND));

        assertThat(append(FIRST, after, SECOND)).containsExactly(DUPLICATE, CONFLICT, DUPLICATE);
        assertThat(stored(ACME)).containsExactly(after);
    }

    @Test
    void whatWasNeverRecordedIsNotShown() {
        append(FIRST);
        in(GLOBEX, () -> storage.usage().append(List.of(event(GLOBEX, "9"))));

        assertThat(recorded(SECOND.key(), event(GLOBEX, "9").key())).isEmpty();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aFailureUndoesTheChangeTogetherWithItsNote() {
        append(FIRST);

        undone(Scope.of(ACME), () -> correctInside(UsageChange.voided(FIRST)));

        assertThat(stored(ACME)).containsExactly(FIRST);
        assertThat(noted(Optional.empty())).isEmpty();
        assertThat(recorded(FIRST.key())).containsValue(new Recorded(FIRST, true));
    }

    @Test
    void notesAreReadPageByPageInTheirOrder() {
        append(FIRST, SECOND);
        correct(UsageChange.voided(FIRST));
        correct(UsageChange.voided(SECOND));
        correct(UsageChange.reinstated(FIRST));

        List<Correction> all = noted(Optional.empty());
        assertThat(all)
                .extracting(each -> each.change().kind())
                .containsExactly(Kind.VOIDED, Kind.VOIDED, Kind.REINSTATED);
        assertThat(in(ACME, () -> storage.corrections()
                        .of(ACME, Optional.empty(), all.get(0).ordinal(), 1)))
                .containsExactly(all.get(1));
        assertThat(in(GLOBEX, () -> storage.corrections().of(GLOBEX, Optional.empty(), 0, 9)))
                .isEmpty();
    }

    @Test
    void whatChangesInAnInvoicedTimeIsNotedFromTheEarlierOfItsTimesOn() {
        Instant until = START.plus(HOUR.multipliedBy(5));
        append(SECOND);
        run(ACME, () -> storage.invoicedUsage()
                .save(ACME, new InvoicedUsage.Standing(until, Optional.empty(), Optional.empty())));

        correct(UsageChange.amended(SECOND, event(ACME, "2", START.plus(HOUR.multipliedBy(9)), 20)));

        assertThat(in(ACME, () -> storage.invoicedUsage().of(ACME))
                        .orElseThrow()
                        .changedSince())
                .contains(SECOND.time());
    }

    @Test
    void ofManyWhoVoidTheSameEventOneDoes() {
        append(FIRST, SECOND);

        List<Integer> changes = Race.of(
                8,
                thread -> in(ACME, () -> {
                    int[] made = {0};
                    storage.corrections().correct(ACME, Set.of(FIRST.key()), WARRANT, recorded -> {
                        Recorded found = recorded.get(FIRST.key());
                        made[0] = found != null && found.counts() ? 1 : 0;
                        return made[0] == 1 ? List.of(UsageChange.voided(found.event())) : List.of();
                    });
                    return made[0];
                }));

        assertThat(Collections.frequency(changes, 1)).isEqualTo(1);
        assertThat(stored(ACME)).containsExactly(SECOND);
        assertThat(noted(Optional.empty())).hasSize(1);
    }

    @Test
    void usageOfOthersIsOutOfReach() {
        assertThatThrownBy(() -> run(GLOBEX, () -> storage.corrections()
                        .correct(ACME, Set.of(FIRST.key()), WARRANT, recorded -> List.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    private void correct(UsageChange... changes) {
        run(ACME, () -> correctInside(changes));
    }

    private void correctInside(UsageChange... changes) {
        storage.corrections().correct(ACME, Set.of(FIRST.key()), WARRANT, recorded -> List.of(changes));
    }

    private Map<EventKey, Recorded> recorded(EventKey... keys) {
        Map<EventKey, Recorded> shown = new HashMap<>();
        run(ACME, () -> storage.corrections().correct(ACME, Set.of(keys), WARRANT, recorded -> {
            shown.putAll(recorded);
            return List.of();
        }));
        return shown;
    }

    private List<Correction> noted(Optional<EventKey> event) {
        return in(ACME, () -> storage.corrections().of(ACME, event, 0, 100));
    }
}
