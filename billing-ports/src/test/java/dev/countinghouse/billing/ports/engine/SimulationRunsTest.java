package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ALL;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ID;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.ON_LARGE;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.START;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.fill;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.order;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.progress;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.results;
import static dev.countinghouse.billing.ports.engine.SimulatedMarch.runAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation can be cancelled, cut off anywhere and run by many: an account has one result. */
class SimulationRunsTest {

    private final Workbench bench = new Workbench(InMemoryStorage.empty(), new HandClock(START));

    @Test
    void whatIsCancelledKeepsItsResultsAndGetsNoMore() {
        fill(bench);
        order(bench, order(ON_LARGE, ALL));
        bench.engine.runSimulations().run(2);
        assertThat(progress(bench).job().state()).isEqualTo(State.RUNNING);
        assertThat(progress(bench).total()).contains(6L);

        Progress cancelled = bench.engine.simulateAccounts().cancel(ID);
        runAll(bench);

        assertThat(cancelled.job().state()).isEqualTo(State.CANCELLED);
        assertThat(progress(bench)).isEqualTo(cancelled);
        assertThat(results(bench)).containsOnlyKeys("basic", "boosted");
        assertThat(bench.engine.simulateAccounts().cancel(ID)).isEqualTo(cancelled);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whereverItIsCutOffItGoesOnAndComesToTheSame(Moment moment) {
        fill(bench);
        order(bench, order(ON_LARGE, ALL));
        runAll(bench);
        int call = 1;
        boolean failed = true;
        while (failed) {
            FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), call++, moment);
            Workbench troubled = new Workbench(failing.storage(), new HandClock(START));
            fill(troubled);
            order(troubled, order(ON_LARGE, ALL));
            failing.arm();
            try {
                troubled.engine.runSimulations().run(3);
                runAll(troubled);
            } catch (UnavailableException cutOff) {
                runAll(troubled);
            }
            failing.disarm();
            failed = failing.hasFailed();
            assertThat(results(troubled)).isEqualTo(results(bench));
            assertThat(progress(troubled)).isEqualTo(progress(bench));
        }
        assertThat(call).isGreaterThan(60);
    }

    @Test
    void manyWhoRunItAtOnceKeepOneResultEach() {
        fill(bench);
        order(bench, order(ON_LARGE, ALL));
        Race.of(4, thread -> bench.engine.runSimulations().run(100));

        assertThat(progress(bench).job().state()).isEqualTo(State.DONE);
        assertThat(results(bench)).hasSize(6);
        assertThat(progress(bench).tally().compared()).isEqualTo(3);
    }
}
