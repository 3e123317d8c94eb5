package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

public abstract class AlertWatchContract extends StorageContract {

    private static final Meter CALLS = new Meter(
            new MeterKey("calls"), "Calls", "call", "llm.tokens", Aggregation.COUNT, "", "", Filter.ALL, List.of());

    @Test
    void nobodyIsLookedAtOfWhomNothingIsNoted() {
        assertThat(due(START)).isEmpty();
        assertThat(take(ACME)).isEmpty();
    }

    @Test
    void whoIsNotedIsDueOnceUntilSomebodyTakesTheNotes() {
        changed(GLOBEX);
        changed(ACME);
        changed(ACME);
        assertThat(due(START)).containsExactly(ACME, GLOBEX);

        take(ACME);
        assertThat(due(START)).containsExactly(GLOBEX);
        changed(ACME);
        assertThat(due(START)).containsExactly(ACME, GLOBEX);
    }

    @Test
    void thoseThatAreDueComeInPages() {
        changed(ACME);
        changed(GLOBEX);

        assertThat(asSystem(() -> storage.alertWatch().dueBy(START, Optional.empty(), 1)))
                .containsExactly(ACME);
        assertThat(asSystem(() -> storage.alertWatch().dueBy(START, Optional.of(ACME), 1)))
                .containsExactly(GLOBEX);
        assertThat(asSystem(() -> storage.alertWatch().dueBy(START, Optional.of(GLOBEX), 1)))
                .isEmpty();
    }

    @Test
    void whoWasLookedAtIsDueAgainWhenTheTimeHasCome() {
        looked(ACME, START, Optional.of(START.plusSeconds(60)));
        looked(GLOBEX, START, Optional.empty());

        assertThat(due(START.plusSeconds(59))).isEmpty();
        assertThat(due(START.plusSeconds(60))).containsExactly(ACME);
        assertThat(take(ACME)).contains(START);

        looked(ACME, START.plusSeconds(60), Optional.empty());
        assertThat(due(START.plusSeconds(60))).isEmpty();
        assertThat(take(ACME)).contains(START.plusSeconds(60));
        assertThat(take(GLOBEX)).contains(START);
    }

    @Test
    void anAccountWithAClockOfItsOwnIsDueByThat() {
        AccountId ahead = new AccountId("ahead");
        looked(ACME, START, Optional.of(START.plusSeconds(60)));
        looked(GLOBEX, START, Optional.of(START.plusSeconds(50)));
        looked(ahead, START, Optional.of(START.plusSeconds(40)));
        run(ahead, () -> storage.accountClocks().move(ahead, START.plusSeconds(40)));
        AccountId behind = new AccountId("behind");
        looked(behind, START, Optional.of(START.plusSeconds(10)));
        run(behind, () -> storage.accountClocks().move(behind, START));

        assertThat(due(START.plusSeconds(20))).containsExactly(ahead);
        assertThat(due(START.plusSeconds(60))).containsExactly(ACME, ahead, GLOBEX);
        assertThat(in(GLOBEX, () -> storage.alertWatch().againAt(GLOBEX))).contains(START.plusSeconds(50));
        assertThat(asSystem(() -> storage.alertWatch().firstAgainBy(START.plusSeconds(60))))
                .contains(GLOBEX);
        assertThat(asSystem(() -> storage.alertWatch().firstAgainBy(START.plusSeconds(49))))
                .isEmpty();
    }

    @Test
    void whoIsNotedAndWhoseTimeHasComeIsDueOnce() {
        looked(ACME, START, Optional.of(START));
        changed(ACME);

        assertThat(due(START)).containsExactly(ACME);
    }

    @Test
    void whatIsUndoneNotesNothingAndTakesNothing() {
        undone(Scope.of(ACME), () -> storage.alertWatch().changed(Set.of(ACME)));
        assertThat(due(START)).isEmpty();

        changed(ACME);
        undone(Scope.of(ACME), () -> {
            storage.alertWatch().take(ACME);
            storage.alertWatch().looked(ACME, START, Optional.empty());
        });
        assertThat(due(START)).containsExactly(ACME);
        assertThat(take(ACME)).isEmpty();
    }

    @Test
    void theUsageLogNotesWhoseEventsAreNewAndWhatIsCorrected() {
        append(event(ACME, "1", START, 10));
        assertThat(due(START)).containsExactly(ACME);

        take(ACME);
        append(event(ACME, "1", START, 10), event(GLOBEX, "1", START, 10));
        assertThat(due(START)).as("a duplicate changes nothing").containsExactly(GLOBEX);

        UsageEvent recorded = event(ACME, "1", START, 10);
        run(ACME, () -> storage.corrections()
                .correct(
                        ACME,
                        Set.of(recorded.key()),
                        new Warrant("somebody", "a test", START),
                        shown -> List.of(UsageChange.voided(recorded))));
        assertThat(due(START)).containsExactly(ACME, GLOBEX);
    }

    @Test
    void ofManyChangesAtOnceNoneIsLostToWhoeverLooks() {
        List<Fraction> seen = Race.of(thread -> {
            if (thread % 4 == 0) {
                return in(ACME, () -> {
                    storage.alertWatch().take(ACME);
                    return stored();
                });
            }
            append(event(ACME, String.valueOf(thread), START, 1));
            return Fraction.ZERO;
        });

        // the last who looked has seen everything, or somebody is to look still
        assertThat(!due(START).isEmpty() || seen.contains(in(ACME, this::stored)))
                .isTrue();
    }

    private Fraction stored() {
        return storage.usage().usageOf(ACME).quantity(CALLS, Filter.ALL, new Period(START, START.plusSeconds(1)));
    }

    private void append(UsageEvent... events) {
        storage.transactions().inTransaction(Scope.of(List.of(ACME, GLOBEX)), () -> storage.usage()
                .append(List.of(events)));
    }

    private void changed(AccountId account) {
        run(account, () -> storage.alertWatch().changed(Set.of(account)));
    }

    private Optional<Instant> take(AccountId account) {
        return in(account, () -> storage.alertWatch().take(account));
    }

    private void looked(AccountId account, Instant at, Optional<Instant> again) {
        run(account, () -> storage.alertWatch().looked(account, at, again));
    }

    private List<AccountId> due(Instant at) {
        return asSystem(() -> storage.alertWatch().dueBy(at, Optional.empty(), 9));
    }
}
