package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Subscriptions as they stand, and changes decided on what was read. */
class ReadSubscriptionsTest {

    private final Workbench bench = Shop.opened();

    @Test
    void aSubscriptionIsFoundWithWhatIsDueNext() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");

        Standing standing = standing();
        assertThat(standing.nextDueAt()).contains(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(standing.asOf()).isEqualTo(Instant.parse("2026-03-10T00:00:00Z"));
        assertThat(bench.engine.readSubscriptions().of(ACME)).containsExactly(standing);
        assertThat(bench.engine.readSubscriptions().find(new SubscriptionId("nobody")))
                .isEmpty();
    }

    @Test
    void anAccountWithoutAnyHasNoneAndOneThatIsNotThereIsUnknown() {
        bench.open(GLOBEX);

        assertThat(bench.engine.readSubscriptions().of(GLOBEX)).isEmpty();
        assertThatExceptionOfType(UnknownException.class)
                .isThrownBy(() -> bench.engine.readSubscriptions().of(new AccountId("nobody")));
    }

    @Test
    void aChangeDecidedOnAnEarlierRevisionIsNotMade() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        long read = standing().revision();
        assertThat(pause(read)).isInstanceOf(SubscriptionChange.Changed.class);
        StoredState before = StoredState.of(bench.storage);

        bench.on("2026-03-11T00:00:00Z");
        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> resume(read))
                .withMessageContaining("main");
        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
        assertThat(resume(standing().revision())).isInstanceOf(SubscriptionChange.Changed.class);
    }

    private SubscriptionChange pause(long revision) {
        return bench.engine.changeSubscription().change(MAIN, new Step.Pause(), OptionalLong.of(revision));
    }

    private SubscriptionChange resume(long revision) {
        return bench.engine.changeSubscription().change(MAIN, new Step.Resume(), OptionalLong.of(revision));
    }

    private Standing standing() {
        return bench.engine.readSubscriptions().find(MAIN).orElseThrow();
    }
}
