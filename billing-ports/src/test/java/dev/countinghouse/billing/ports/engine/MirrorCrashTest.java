package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage and provider fail at every call that mirroring makes, one after another; whoever comes later goes on. */
class MirrorCrashTest extends MirrorCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    /** What it comes to, whatever has failed. */
    private record End(Set<String> items, Status status, String state, List<String> told) {}

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aStart(Moment moment) {
        End end = new End(Set.of("pro:base 1", "pro:calls"), Status.ACTIVE, "active", List.of());
        everyCallFails(moment, 20, () -> {}, () -> subscribe("pro"), end);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aChange(Moment moment) {
        End end = new End(Set.of("max:base 1"), Status.ACTIVE, "active", List.of());
        everyCallFails(
                moment,
                20,
                this::running,
                () -> assertThat(engine.changeSubscription().change(Workbench.MAIN, toPlan("max", When.NOW)))
                        .isInstanceOf(SubscriptionChange.Changed.class),
                end);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whoHasNotPaid(Moment moment) {
        End end = new End(Set.of("pro:base 1", "pro:calls"), Status.PAST_DUE, "past_due", List.of("past_due"));
        everyCallFails(
                moment,
                20,
                () -> {
                    running();
                    provider.owes(there().reference(), true);
                },
                this::hearSome,
                end);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whatIsEndedThere(Moment moment) {
        End end = new End(Set.of("pro:base 1", "pro:calls"), Status.CANCELED, "canceled", List.of("ended"));
        everyCallFails(
                moment,
                20,
                () -> {
                    running();
                    provider.cancel(there().reference());
                },
                this::hearSome,
                end);
    }

    private void running() {
        subscribe("pro");
        mirror();
        hear();
        clock.advance(Duration.ofDays(1));
    }

    private void hearSome() {
        List<SignedNotice> notices = pending();
        deliver(notices);
    }

    private void everyCallFails(Moment moment, int atLeast, Runnable before, Runnable happening, End end) {
        int call = 0;
        do {
            call++;
            failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
            openTheShop(failing.storage(), null);
            bench = over(failing.storage(), failing.failing(SubscriptionGateway.class, provider));
            engine = bench.engine;
            before.run();
            failing.arm();
            untilItFails(happening);
            failing.disarm();
            happening.run();
            clock.advance(Duration.ofMinutes(21));
            engine.workOffNotices().all();
            hear();
            // what follows an end is another job's, if whoever ended it was cut off
            bench.close(Workbench.ACME);
            assertThat(new End(items(there()), there().status(), state(), told()))
                    .as("call %d", call)
                    .isEqualTo(end);
            assertThat(engine.mirrorSubscriptions().due(9)).as("call %d", call).isEmpty();
            assertThat(engine.mirrorSubscriptions().waiting(Optional.empty(), 9))
                    .as("call %d", call)
                    .isEmpty();
        } while (failing.hasFailed());
        assertThat(call).as("calls that failed").isGreaterThan(atLeast);
    }

    private void untilItFails(Runnable happening) {
        try {
            happening.run();
            mirror();
        } catch (UnavailableException crashed) {
            // the claim may not be released
        }
    }
}
