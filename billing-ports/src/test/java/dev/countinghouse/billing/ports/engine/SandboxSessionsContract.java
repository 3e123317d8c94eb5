package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.provision.ResourceKind.SANDBOX;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provision.Provision.Phase;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd.Reason;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** C14: session creation. Estimate, hold, create, settle. */
public abstract class SandboxSessionsContract extends ProvisionCase {

    private static final SessionId S = new SessionId("s");

    @BeforeEach
    void open() {
        bench.open(ACME).subscribe(ACME, "free");
    }

    private Session start() {
        Outcome outcome = engine.runSessions().start(boxed("s"));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).session();
    }

    private Session session() {
        return engine.runSessions().find(ACME, S).orElseThrow();
    }

    private Phase sandbox() {
        return engine.runSessions().sandbox(ACME, S).orElseThrow().phase();
    }

    private void pass(Duration time) {
        bench.clock.advance(time);
    }

    private void isOver(Reason reason, long seconds, String left) {
        assertThat(session().end()).hasValueSatisfying(end -> {
            assertThat(end.reason()).isEqualTo(reason);
            assertThat(end.seconds()).isEqualTo(seconds);
        });
        assertThat(existing()).isEmpty();
        assertThat(spendable()).contains(left);
        verify();
    }

    @Test
    void whatIsEstimatedIsHeldCreatedAndSettled() {
        assertThat(engine.runSessions()
                        .estimate(boxed("s"), Duration.ofHours(1))
                        .cost()
                        .toDecimal())
                .isEqualTo("0.25");
        assertThat(start().isReady()).isTrue();
        assertThat(existing()).containsExactly(SANDBOX);
        // ten minutes of 0.25 an hour
        assertThat(spendable()).contains("4.958333333333");

        pass(Duration.ofMinutes(4));
        engine.runSessions().keep(ACME, S);
        pass(Duration.ofMinutes(2));
        engine.runSessions().stop(ACME, S, Optional.empty());
        isOver(Reason.STOPPED, 360, "4.975");
        assertThat(sandbox()).isEqualTo(Phase.REMOVED);
    }

    @Test
    void withoutCreditsNobodyIsAsked() {
        bench.use(ACME, "session.runtime", Map.of("seconds", 72_000, "size", "gpu"));
        assertThat(engine.runSessions().start(boxed("s"))).isInstanceOf(Outcome.Insufficient.class);
        assertThat(engine.runSessions().sandbox(ACME, S)).isEmpty();
        assertThat(existing()).isEmpty();
    }

    @Test
    void aRefusalCancelsTheSessionAndChargesNothing() {
        behaves(SANDBOX, ProviderBehaviour.REFUSES);
        assertThat(start().isRunning()).isFalse();
        isOver(Reason.CANCELED, 0, "5");
        assertThat(sandbox()).isEqualTo(Phase.UNDONE);
        behaves(SANDBOX, ProviderBehaviour.WORKS);
        assertThat(start().isRunning()).as("asked again it stays so").isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderBehaviour.class,
            names = {"TIMES_OUT_BEFORE_CREATING", "TIMES_OUT_AFTER_CREATING"})
    void itsTimeBeginsWhenTheSandboxIsKnownToBeThere(ProviderBehaviour behaviour) {
        behaves(SANDBOX, behaviour);
        assertThat(start().isReady()).isFalse();
        pass(Duration.ofMinutes(2));
        engine.resumeProvisions().resume(10);
        assertThat(session().isReady()).isTrue();
        assertThat(session().startedAt()).isEqualTo(bench.clock.instant());

        pass(Duration.ofSeconds(36));
        engine.runSessions().stop(ACME, S, Optional.empty());
        isOver(Reason.STOPPED, 36, "4.9975");
    }

    @Test
    void askingAgainGoesOnToo() {
        behaves(SANDBOX, ProviderBehaviour.TIMES_OUT_BEFORE_CREATING);
        assertThat(start().isReady()).isFalse();
        assertThat(start().isReady()).isTrue();
        assertThat(existing()).containsExactly(SANDBOX);
    }

    @Test
    void oneThatWaitsTooLongIsCanceledAndALateSandboxIsNotKept() {
        behaves(SANDBOX, ProviderBehaviour.DOWN);
        start();
        assertThat(((Outcome.Done) engine.runSessions().keep(ACME, S)).session().isReady())
                .isFalse();
        pass(Duration.ofMinutes(4));
        assertThat(engine.runSessions().endDue(Instant.EPOCH, 10)).isZero();
        pass(Duration.ofMinutes(2));
        assertThat(engine.runSessions().endDue(Instant.EPOCH, 10)).isEqualTo(1);
        assertThat(sandbox()).isEqualTo(Phase.COMPENSATING);
        behaves(SANDBOX, ProviderBehaviour.WORKS);
        engine.resumeProvisions().resume(10);

        isOver(Reason.CANCELED, 0, "5");
        assertThat(sandbox()).isEqualTo(Phase.UNDONE);
    }

    @Test
    void whatIsStoppedWhileItWaitsIsNotCreated() {
        behaves(SANDBOX, ProviderBehaviour.TIMES_OUT_AFTER_CREATING);
        start();
        assertThat(existing()).containsExactly(SANDBOX);
        pass(Duration.ofMinutes(1));
        engine.runSessions().stop(ACME, S, Optional.empty());
        isOver(Reason.STOPPED, 0, "5");
    }

    @Test
    void aLostOneLosesItsSandboxWhenTheJobComesBy() {
        start();
        pass(Duration.ofMinutes(7));
        engine.runSessions().endDue(Instant.EPOCH, 10);
        assertThat(existing()).containsExactly(SANDBOX);
        engine.resumeProvisions().resume(10);
        isOver(Reason.LOST, 0, "5");
    }

    @Test
    void oneOutOfCreditsLosesItsSandboxThoughDeletingFailsTwice() {
        behaves(SANDBOX, ProviderBehaviour.FAILS_TO_DELETE_TWICE);
        start();
        bench.use(ACME, "session.runtime", Map.of("seconds", 72_000, "size", "gpu"));
        pass(Duration.ofMinutes(3));
        engine.runSessions().keep(ACME, S);
        pass(Duration.ofMinutes(4));
        engine.runSessions().keep(ACME, S);
        pass(Duration.ofMinutes(4));
        engine.runSessions().keep(ACME, S);
        pass(Duration.ofMinutes(2));
        engine.runSessions().endDue(Instant.EPOCH, 10);
        for (int look = 1; look <= 3; look++) {
            resume();
        }
        assertThat(session().end())
                .hasValueSatisfying(end -> assertThat(end.reason()).isEqualTo(Reason.OUT_OF_CREDITS));
        assertThat(existing()).isEmpty();
    }

    @Test
    void ofManyThatStartTheSameAtOnceThereIsOne() {
        List<Session> started = Race.of(16, thread -> start());
        assertThat(started).allSatisfy(it -> assertThat(it.isReady()).isTrue());
        assertThat(existing()).containsExactly(SANDBOX);
        assertThat(spendable()).contains("4.958333333333");
    }

    @Test
    void anotherTemplateUnderTheSameIdIsAConflict() {
        start();
        SessionOrder other = boxed("s").in(new SandboxTemplate("node"));
        assertThat(engine.runSessions().start(other)).isInstanceOf(Outcome.Conflict.class);
        assertThat(engine.runSessions().start(RunSessionsContract.order("s", "gpu")))
                .isInstanceOf(Outcome.Conflict.class);
    }

    @Test
    void oneWithoutASandboxAsksNobody() {
        behaves(SANDBOX, ProviderBehaviour.REFUSES);
        assertThat(engine.runSessions().start(RunSessionsContract.order("s", "gpu")))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        it -> assertThat(it.session().isReady()).isTrue());
        assertThat(engine.runSessions().sandbox(ACME, S)).isEmpty();
    }
}
