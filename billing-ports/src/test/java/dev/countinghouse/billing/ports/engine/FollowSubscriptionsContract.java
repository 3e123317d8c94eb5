package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a subscription at a provider that invoices is followed here, in whatever order it is told, or if it is not. */
public abstract class FollowSubscriptionsContract extends MirrorCase {

    private static final Instant APRIL = Instant.parse("2026-04-10T12:00:00Z");

    private final OtherSubscriptions otherwise = new OtherSubscriptions(() -> provider);

    @BeforeEach
    void subscribe() {
        openTheShop(emptyStorage(), otherwise);
        subscribe("pro");
        mirror();
        hear();
        toDay(1);
        assertThat(told()).isEmpty();
    }

    /** Told even if it is so already: what has changed there may be something else. */
    private void owes(boolean owes) {
        provider.owes(there().reference(), !owes);
        lose();
        provider.owes(there().reference(), owes);
    }

    private void says(Status status) {
        otherwise.status = Optional.of(status);
        owes(true);
        hear();
    }

    @Test
    void whoHasNotPaidIsWarnedAndRestrictedInTheEnd() {
        owes(true);
        hear();
        assertThat(state()).isEqualTo("past_due");
        assertThat(messages())
                .singleElement()
                .extracting(OutboxMessage::payload)
                .satisfies(
                        payload -> assertThat(Wording.parsed(payload))
                                .isEqualTo(
                                        Wording.parsed(
                                                """
                        {"account":"acme","subscription":"main","standing":"past_due",
                         "since":"2026-03-11T12:00:00Z","restrictedFrom":"2026-03-16T12:00:00Z"}
                        """)));
        toDay(3);
        assertThat(told()).isEmpty();
        toDay(4);
        assertThat(told()).containsExactly("grace");
        toDay(5);
        assertThat(state()).isEqualTo("past_due");
        toDay(6);
        assertThat(state()).isEqualTo("restricted");
        toDay(12);
        assertThat(told()).as("the provider says when it ends").containsExactly("restricted");

        owes(false);
        hear();
        assertThat(state()).isEqualTo("active");
        assertThat(told()).containsExactly("good");
    }

    @Test
    void noticesInReverseAndTwiceComeToTheSame() {
        List<SignedNotice> notices = new ArrayList<>();
        for (boolean owing : new boolean[] {true, false, true}) {
            owes(owing);
            notices.addAll(pending());
            lose();
        }
        assertThat(notices).hasSize(3);
        Collections.reverse(notices);
        deliver(notices);
        mirror();
        assertThat(state()).isEqualTo("past_due");
        assertThat(told()).containsExactly("past_due");
        deliver(notices);
        mirror();
        assertThat(told()).isEmpty();
        assertThat(there().status()).isEqualTo(Status.PAST_DUE);
    }

    @Test
    void aLostNoticeIsMadeUpForByTheNextWish() {
        owes(true);
        lose();
        mirror();
        assertThat(state()).isEqualTo("active");
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(state()).isEqualTo("past_due");
        assertThat(told()).containsExactly("past_due");
    }

    @Test
    void whoWaitsForAPriceOwesAllTheSame() {
        publish(SHOP.replace("fee: 90.00", "fee: 95.00"));
        bench.change(toPlan("max", When.NOW));
        owes(true);
        hear();
        assertThat(waiting()).hasSize(1);
        assertThat(state()).isEqualTo("past_due");
        assertThat(told()).containsExactly("past_due");
    }

    @Test
    void whoOwesDoesNotBeginAnewBesideIt() {
        owes(true);
        hear();
        addOn("extra");
        assertThat(engine.readSubscriptions()
                        .find(new SubscriptionId("extra"))
                        .orElseThrow()
                        .subscription()
                        .arrears())
                .isPresent();
        mirror();
        assertThat(told()).containsExactly("past_due");
    }

    @Test
    void whereHeHasGivenUpNothingMayBeUsedAtOnce() {
        says(Status.UNPAID);
        assertThat(state()).isEqualTo("restricted");
        assertThat(told()).containsExactly("restricted");

        says(Status.ACTIVE);
        assertThat(state()).isEqualTo("active");
        assertThat(told()).containsExactly("good");
        says(Status.PAUSED);
        assertThat(state()).isEqualTo("restricted");
        toDay(9);
        assertThat(told()).containsExactly("restricted");
    }

    @Test
    void whatStillWaitsForItsFirstPaymentIsLookedAtAgain() {
        otherwise.status = Optional.of(Status.INCOMPLETE);
        bench.change(toPlan("max", When.NOW));
        mirror();
        assertThat(waiting()).singleElement().satisfies(waiting -> assertThat(waiting.reason())
                .contains("waits for its first payment"));
        assertThat(state()).isEqualTo("active");

        provider.cancel(there().reference());
        otherwise.status = Optional.empty();
        clock.advance(Duration.ofMinutes(1));
        mirror();
        assertThat(state()).isEqualTo("canceled");
        assertThat(told()).containsExactly("ended");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatIsEndedThereEndsHere() {
        addOn("extra");
        mirror();
        toDay(2);
        provider.cancel(there().reference());
        deliver(pending());
        mirror();

        assertThat(end()).contains(day(2));
        assertThat(told()).as("and its add-on").containsExactlyInAnyOrder("ended", "ended");
        assertThat(bench.invoices(ACME)).as("of ours").isEmpty();
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
        toDay(90);
        assertThat(told()).isEmpty();
    }

    @Test
    void whoIsEndedBecauseHeDoesNotPayIsToldSo() {
        owes(true);
        hear();
        assertThat(told()).containsExactly("past_due");
        toDay(2);
        provider.cancel(there().reference());
        hear();

        assertThat(state()).isEqualTo("canceled");
        assertThat(told()).containsExactlyInAnyOrder("ended", "canceled");
        bench.subscribe(bench.order(new SubscriptionId("second"), ACME, "pro", 1));
        assertThat(engine.readSubscriptions()
                        .find(new SubscriptionId("second"))
                        .orElseThrow()
                        .subscription()
                        .arrears())
                .as("as after an invoice that was written off")
                .isEmpty();
    }

    @Test
    void anEndThatSomebodySetThereIsOursUntilItIsTakenBack() {
        otherwise.end = Optional.of(Optional.of(APRIL));
        owes(false);
        hear();
        assertThat(end()).contains(APRIL);
        assertThat(there().end()).contains(APRIL);

        otherwise.end = Optional.of(Optional.empty());
        owes(false);
        hear();
        assertThat(end()).isEmpty();
        assertThat(there().end()).isEmpty();
        assertThat(engine.mirrorSubscriptions().due(9)).isEmpty();
    }

    @Test
    void anEndAtAnyTimeIsOursToo() {
        otherwise.end = Optional.of(Optional.of(day(7)));
        owes(false);
        hear();
        assertThat(end()).contains(day(7));
        toDay(8);
        hear();
        assertThat(state()).isEqualTo("canceled");
        assertThat(told()).containsExactly("ended");
        assertThat(there().status()).isEqualTo(Status.CANCELED);
    }

    @Test
    void whatIsWantedHereAndNotYetThereWins() {
        bench.change(toPlan("max", When.PERIOD_END));
        otherwise.end = Optional.of(Optional.of(APRIL));
        owes(false);
        hear();
        assertThat(end()).isEmpty();
        assertThat(there().next()).isPresent();
    }

    @Test
    void whatEndsThereBecauseItEndsHereIsNoNews() {
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        mirror();
        toDay(31);
        hear();
        assertThat(end()).contains(APRIL);
        assertThat(there().status()).isEqualTo(Status.CANCELED);
        assertThat(told()).containsExactly("ended");
    }

    /** The answer to making it was lost, so that it is not known here when a notice of it comes. */
    @Test
    void aNoticeOfWhatIsNotKnownYetIsFollowed() {
        toDay(2);
        bench.change(new Step.Cancel(When.NOW, true));
        mirror();
        hear();
        bench.subscribe(bench.order(new SubscriptionId("second"), ACME, "pro", 1));
        otherwise.loses = true;
        assertThatThrownBy(this::mirror).isInstanceOf(UnavailableException.class);
        otherwise.loses = false;
        provider.owes(there("second").orElseThrow().reference(), true);
        deliver(pending());

        assertThat(engine.readSubscriptions()
                        .find(new SubscriptionId("second"))
                        .orElseThrow()
                        .subscription()
                        .arrears())
                .isPresent();
    }
}
