package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.provision.ResourceKind.SANDBOX;
import static dev.countinghouse.billing.domain.provision.ResourceKind.SERVICE_ACCOUNT;
import static dev.countinghouse.billing.domain.provision.ResourceKind.STORAGE;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage and provider fail at every call that providing makes, one after another. Whether the caller asks again or the job
 * goes on: it comes to the same as without, or has never been, and nothing is left at the provider that nobody knows of.
 */
class ProvisionCrashTest extends ProvisionCase {

    private static final SessionId S = new SessionId("s");
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    /** What is there in the end. */
    private record End(
            boolean isOpened,
            Optional<String> spendable,
            int subscriptions,
            List<ResourceKind> existing,
            Optional<Provision.Phase> phase,
            Optional<Boolean> sessionReady,
            Optional<SessionEnd> sessionEnd) {}

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    private End end() {
        Optional<Provision.Phase> ofAccount =
                engine.provisionAccount().find(ACME).map(Provision::phase);
        if (isOpened() && spendable().isPresent()) {
            verify();
        }
        return new End(
                isOpened(),
                spendable(),
                isOpened() ? engine.readSubscriptions().of(ACME).size() : 0,
                existing(),
                ofAccount.or(() -> engine.runSessions().sandbox(ACME, S).map(Provision::phase)),
                engine.runSessions().find(ACME, S).map(session -> session.isReady()),
                engine.runSessions().find(ACME, S).flatMap(session -> session.end()));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void openingAnAccount(Moment moment) {
        everyCallFails(moment, () -> {}, () -> provision("first"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void openingAnAccountInVain(Moment moment) {
        everyCallFails(moment, () -> behaves(STORAGE, ProviderBehaviour.REFUSES), () -> provision("first"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void openingAnAccountInVainWhereDeletingFailsToo(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    behaves(STORAGE, ProviderBehaviour.REFUSES);
                    behaves(SERVICE_ACCOUNT, ProviderBehaviour.FAILS_TO_DELETE_TWICE);
                },
                () -> provision("first"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void removing(Moment moment) {
        everyCallFails(moment, () -> provision("first"), () -> engine.provisionAccount()
                .remove(ACME));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void startingASession(Moment moment) {
        everyCallFails(moment, () -> bench.open(ACME).subscribe(ACME, "free"), () -> engine.runSessions()
                .start(boxed("s")));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void startingASessionInVain(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    bench.open(ACME).subscribe(ACME, "free");
                    behaves(SANDBOX, ProviderBehaviour.REFUSES);
                },
                () -> engine.runSessions().start(boxed("s")));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void stoppingASession(Moment moment) {
        everyCallFails(
                moment,
                () -> {
                    bench.open(ACME).subscribe(ACME, "free");
                    engine.runSessions().start(boxed("s"));
                    bench.clock.set(BEGIN.plusSeconds(60));
                },
                () -> engine.runSessions().stop(ACME, S, Optional.of(BEGIN.plusSeconds(36))));
    }

    private void everyCallFails(Moment moment, Runnable before, Runnable command) {
        prepare(0, moment, before);
        End never = end();
        prepare(0, moment, before);
        command.run();
        goOn();
        End done = end();
        int call = 1;
        while (failsAt(call, moment, before, command, List.of(done), true)) {
            failsAt(call, moment, before, command, List.of(done, never), false);
            call++;
        }
        assertThat(call).as("calls that failed").isGreaterThan(12);
    }

    private void prepare(int call, Moment moment, Runnable before) {
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        sellSessions();
        connect();
        engine = over(failing.failing(InfrastructureProvider.class, provider));
        before.run();
    }

    /** As often as a provider that fails twice needs, and soon enough for a session not to be lost. */
    private void goOn() {
        for (int look = 1; look <= 3; look++) {
            resume();
        }
    }

    /** Whether the command made so many calls at all. */
    private boolean failsAt(
            int call, Moment moment, Runnable before, Runnable command, List<End> ends, boolean asksAgain) {
        prepare(call, moment, before);
        failing.arm();
        try {
            command.run();
        } catch (UnavailableException failed) {
            if (asksAgain) {
                command.run();
            }
        }
        failing.disarm();
        goOn();
        assertThat(end())
                .as("after call %d failed %s it was done, asked again: %s", call, moment, asksAgain)
                .isIn(ends);
        return failing.hasFailed();
    }
}
