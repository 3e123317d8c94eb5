package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ends that somebody sets at a provider that invoices, or takes back there, while something else is waited for or to come. */
public abstract class FollowEndsContract extends MirrorCase {

    private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");

    private final OtherSubscriptions otherwise = new OtherSubscriptions(() -> provider);

    @BeforeEach
    void open() {
        openTheShop(emptyStorage(), otherwise);
    }

    private void running(String plan) {
        subscribe(plan);
        mirror();
        hear();
        toDay(1);
    }

    private void setThere(Optional<Instant> end) {
        otherwise.end = Optional.of(end);
        provider.owes(there().reference(), true);
        provider.owes(there().reference(), false);
        hear();
    }

    private void waitsForAPrice() {
        publish(SHOP.replace("fee: 90.00", "fee: 95.00"));
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void whatIsEndedThereEndsHereWhileAPriceIsMissing() {
        running("pro");
        waitsForAPrice();
        toDay(2);
        provider.cancel(there().reference());
        hear();
        assertThat(state()).isEqualTo("canceled");
        assertThat(end()).contains(day(2));
        assertThat(told()).containsExactly("ended");
    }

    @Test
    void anEndThatIsSetThereIsOursWhileAPriceIsMissing() {
        running("pro");
        waitsForAPrice();
        setThere(Optional.of(APRIL));
        assertThat(end()).contains(APRIL);
        engine.provisionCatalogue().apply();
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(items(there())).containsExactly("max:base 1");
        assertThat(there().end()).contains(APRIL);
    }

    @Test
    void anEndThatIsSetThereIsOursWhileSomethingWaits() {
        otherwise.status = Optional.of(Status.INCOMPLETE);
        running("pro");
        assertThat(waiting()).hasSize(1);
        setThere(Optional.of(APRIL));
        assertThat(end()).contains(APRIL);
    }

    @Test
    void aChangeToWhatIsNotInvoicedIsTakenBackWithTheEndThatItIsThere() {
        running("pro");
        bench.change(toPlan("free", When.PERIOD_END));
        mirror();
        assertThat(there().end()).contains(APRIL);
        setThere(Optional.empty());
        assertThat(there().end()).isEmpty();
        toDay(40);
        hear();
        assertThat(there().status()).isEqualTo(Status.ACTIVE);
        assertThat(items(there())).containsExactly("pro:base 1", "pro:calls");
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
    }

    @Test
    void soIsTheEndOfAnAddOnThatIsAllThatIsInvoiced() {
        subscribe("free");
        addOn("extra");
        mirror();
        hear();
        toDay(1);
        bench.change(new SubscriptionId("extra"), new Step.Cancel(When.PERIOD_END, false));
        mirror();
        assertThat(there().end()).contains(APRIL);
        setThere(Optional.empty());
        assertThat(there().end()).isEmpty();
        toDay(40);
        assertThat(items(there())).containsExactly("extra:base 2");
        assertThat(there().status()).isEqualTo(Status.ACTIVE);
    }
}
