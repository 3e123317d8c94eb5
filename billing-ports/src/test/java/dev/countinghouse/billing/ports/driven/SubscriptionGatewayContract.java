package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.CALLS;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.GLOBEX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ID;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MAX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MORE;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.PRO;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.period;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every provider makes of a subscription that is wanted, whoever asks and however often. Monthly, from 1 March 2026. */
public abstract class SubscriptionGatewayContract extends SubscriptionGatewayCase {

    @Test
    void aStartIsMadeAsItIs() {
        assertThat(gateway().find(ACME, ID)).isEmpty();
        ProviderSubscription made = put(at("2026-03-01", PRO, CALLS));
        assertThat(made.id()).isEqualTo(ID);
        assertThat(made.account()).isEqualTo(ACME);
        assertThat(made.status()).isEqualTo(Status.ACTIVE);
        assertThat(made.items()).containsExactlyInAnyOrder(PRO, CALLS);
        assertThat(made.period()).isEqualTo(period("2026-03-01", "2026-04-01"));
        assertThat(made.end()).isEmpty();
        assertThat(made.next()).isEmpty();
        assertThat(made.paused()).isFalse();
    }

    @Test
    void whatIsPutLateHasOurPeriods() {
        assertThat(put(at("2026-03-05", PRO)).period()).isEqualTo(period("2026-03-01", "2026-04-01"));
        moveTo(day("2026-04-07"));
        assertThat(found().period()).isEqualTo(period("2026-04-01", "2026-05-01"));
    }

    @Test
    void ofManyThatPutTheSameThereIsOne() {
        moveTo(day("2026-03-01"));
        WantedSubscription wanted = at("2026-03-01", PRO, CALLS).wanted();

        assertThat(new HashSet<>(Race.of(thread -> gateway().put(wanted, Optional.empty()))))
                .hasSize(1);
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void whatIsKnownAndNotThereIsNotMadeAnew() {
        moveTo(day("2026-03-01"));
        SubscriptionReference gone = new SubscriptionReference("sub_that_was_there");

        assertThatThrownBy(() -> gateway().put(at("2026-03-01", PRO).wanted(), Optional.of(gone)))
                .hasMessageContaining(gone.value());
        assertThat(gateway().find(ACME, ID)).isEmpty();
    }

    @Test
    void accountsHaveTheirOwn() {
        ProviderSubscription first = put(at("2026-03-01", PRO));
        ProviderSubscription other =
                gateway().put(at("2026-03-01", MAX).of(GLOBEX).wanted(), Optional.empty());

        assertThat(other.reference()).isNotEqualTo(first.reference());
        assertThat(gateway().find(GLOBEX, ID)).contains(other);
        assertThat(found()).isEqualTo(first);
        assertThat(gateway().find(ACME, new SubscriptionId("other"))).isEmpty();
        assertThat(gateway().find(new SubscriptionReference("sub_of_somebody_else")))
                .isEmpty();
    }

    @Test
    void aTrialEndsByItself() {
        ProviderSubscription made = put(at("2026-03-01", PRO).trialUntil("2026-03-15"));
        assertThat(made.status()).isEqualTo(Status.TRIALING);
        assertThat(made.period().end()).isEqualTo(day("2026-03-15"));

        moveTo(day("2026-03-15"));
        assertThat(found().status()).isEqualTo(Status.ACTIVE);
        assertThat(found().period()).isEqualTo(period("2026-03-15", "2026-04-15"));
    }

    @Test
    void aTrialThatWasEndedIsOver() {
        put(at("2026-03-01", PRO).trialUntil("2026-03-15"));
        ProviderSubscription charged = put(at("2026-03-05", MAX).trialUntil("2026-03-05"));

        assertThat(charged.status()).isEqualTo(Status.ACTIVE);
        assertThat(charged.items()).containsExactly(MAX);
        assertThat(charged.period()).isEqualTo(period("2026-03-05", "2026-04-05"));
    }

    @Test
    void aChangeNowKeepsThePeriod() {
        put(at("2026-03-01", PRO, CALLS));
        ProviderSubscription changed = put(at("2026-03-11", MAX, MORE).since("2026-03-10", false));

        assertThat(changed.items()).containsExactlyInAnyOrder(MAX, MORE);
        assertThat(changed.period()).isEqualTo(period("2026-03-01", "2026-04-01"));
        PricedItem seven = PricedItem.fee(MAX.price(), 7);
        assertThat(put(at("2026-03-12", seven, CALLS).since("2026-03-12", false))
                        .items())
                .containsExactlyInAnyOrder(seven, CALLS);
    }

    @Test
    void aChangeThatBeginsAPeriodBeginsOneThere() {
        put(at("2026-03-01", PRO));
        ProviderSubscription changed = put(at("2026-03-11", MAX).since("2026-03-11", true));

        assertThat(changed.period()).isEqualTo(period("2026-03-11", "2026-04-11"));
        assertThat(put(at("2026-03-12", MAX, MORE).since("2026-03-11", true)).period())
                .as("once")
                .isEqualTo(period("2026-03-11", "2026-04-11"));
    }

    @Test
    void aChangeAtThePeriodsEndHappensByItself() {
        put(at("2026-03-01", MAX, CALLS));
        ProviderSubscription scheduled = put(at("2026-03-10", MAX, CALLS).then("2026-04-01", PRO, CALLS));
        assertThat(scheduled.items()).containsExactlyInAnyOrder(MAX, CALLS);
        assertThat(scheduled.next()).contains(stage("2026-04-01", false, PRO, CALLS));

        moveTo(day("2026-04-01"));
        assertThat(found().items()).containsExactlyInAnyOrder(PRO, CALLS);
        assertThat(found().next()).isEmpty();
        put(at("2026-04-02", PRO, CALLS).since("2026-04-01", false));
        put(at("2026-04-09", PRO, CALLS).since("2026-04-01", false));
    }

    @Test
    void whatIsScheduledIsReplacedAndTakenBack() {
        put(at("2026-03-02", MAX).then("2026-04-01", PRO));
        assertThat(put(at("2026-03-03", MAX).then("2026-04-01", PRO, MORE)).next())
                .contains(stage("2026-04-01", false, PRO, MORE));
        assertThat(put(at("2026-03-04", MAX, CALLS).since("2026-03-04", false).then("2026-04-01", PRO))
                        .items())
                .as("a change now leaves what is scheduled")
                .containsExactlyInAnyOrder(MAX, CALLS);
        assertThat(put(at("2026-03-05", MAX, CALLS).since("2026-03-04", false)).next())
                .isEmpty();
        assertThat(put(at("2026-03-06", MAX, CALLS).since("2026-03-04", false).then("2026-04-01", PRO))
                        .next())
                .as("once more what was taken back")
                .contains(stage("2026-04-01", false, PRO));
        moveTo(day("2026-04-01"));
        assertThat(found().items()).containsExactly(PRO);
    }

    @Test
    void anEndIsKnownTakenBackAndKnownAgain() {
        put(at("2026-03-01", PRO));
        assertThat(put(at("2026-03-05", PRO).endsAt("2026-04-01", false)).end()).contains(day("2026-04-01"));
        assertThat(put(at("2026-03-06", PRO)).end()).isEmpty();
        put(at("2026-03-07", PRO).endsAt("2026-04-01", false));

        moveTo(day("2026-04-01"));
        assertThat(found().status()).isEqualTo(Status.CANCELED);
        assertThat(found().end()).contains(day("2026-04-01"));
        put(at("2026-04-02", PRO).endsAt("2026-04-01", false));
    }

    @Test
    void aChangeBeforeTheEndComesBeforeIt() {
        ProviderSubscription made =
                put(at("2026-03-05", PRO, MORE).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        assertThat(made.next()).contains(stage("2026-04-01", false, PRO));
        assertThat(made.end()).contains(day("2026-05-01"));

        moveTo(day("2026-04-01"));
        assertThat(found().items()).containsExactly(PRO);
        assertThat(found().hasEnded()).isFalse();
        moveTo(day("2026-05-01"));
        assertThat(found().hasEnded()).isTrue();
    }

    @Test
    void anEndBehindAChangeOutlivesTheChange() {
        put(at("2026-03-05", PRO, MORE).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        put(at("2026-04-01", PRO).since("2026-04-01", false).endsAt("2026-05-01", false));
        ProviderSubscription changed =
                put(at("2026-04-02", MAX).since("2026-04-02", false).endsAt("2026-05-01", false));
        assertThat(changed.items()).containsExactly(MAX);
        assertThat(changed.end()).contains(day("2026-05-01"));
        moveTo(day("2026-05-01"));
        assertThat(found().hasEnded()).isTrue();
    }

    @Test
    void anEndBehindAChangeIsTakenBack() {
        put(at("2026-03-05", PRO, MORE).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        ProviderSubscription endless = put(at("2026-03-06", PRO, MORE).then("2026-04-01", PRO));
        assertThat(endless.next()).isPresent();
        assertThat(endless.end()).isEmpty();

        put(at("2026-03-07", PRO, MORE).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        assertThat(put(at("2026-04-02", PRO).since("2026-04-01", false)).end()).isEmpty();
        moveTo(day("2026-05-02"));
        assertThat(found().hasEnded()).isFalse();
    }

    @Test
    void whatIsEndedNowHasEnded() {
        put(at("2026-03-01", PRO).then("2026-04-01", MAX));
        ProviderSubscription ended = put(at("2026-03-10", PRO).endsAt("2026-03-10", true));

        assertThat(ended.status()).isEqualTo(Status.CANCELED);
        assertThat(ended.end()).contains(day("2026-03-10"));
        assertThat(ended.next()).isEmpty();
    }

    @Test
    void whatEndedBeforeTheProviderHeardOfItIsMadeAndEnded() {
        assertThat(put(at("2026-03-10", PRO).endsAt("2026-03-08", true)).hasEnded())
                .isTrue();
    }

    @Test
    void aTrialThatEndedBeforeTheProviderHeardOfItHasEnded() {
        SubscriptionWish wish = at("2026-03-10", PRO).trialUntil("2026-03-15").endsAt("2026-03-08", false);
        assertThat(put(wish).hasEnded()).isTrue();
    }

    @Test
    void aPauseIsSeenBesideTheStatus() {
        put(at("2026-03-01", PRO));
        ProviderSubscription paused = put(at("2026-03-05", PRO).inPause());

        assertThat(paused.paused()).isTrue();
        assertThat(paused.status()).isEqualTo(Status.ACTIVE);
        assertThat(put(at("2026-03-06", PRO)).paused()).isFalse();
        assertThat(put(at("2026-03-07", PRO).inPause()).paused()).isTrue();
    }

    @Test
    void whatSomebodyChangedIsShownAndPutBack() {
        SubscriptionWish wish = at("2026-03-05", PRO, CALLS).endsAt("2026-04-01", false);
        SubscriptionReference reference = put(wish).reference();
        moveTo(day("2026-03-06"));
        changeThere(reference, List.of(MAX));

        assertThat(found().items()).containsExactly(MAX);
        assertThat(found().end()).isEmpty();
        ProviderSubscription back = put(at("2026-03-07", PRO, CALLS).endsAt("2026-04-01", false));
        assertThat(back.items()).containsExactlyInAnyOrder(PRO, CALLS);
        assertThat(back.end()).contains(day("2026-04-01"));
    }

    @Test
    void whatEndedThereStaysEnded() {
        SubscriptionReference reference = put(at("2026-03-01", PRO)).reference();
        moveTo(day("2026-03-04"));
        cancelThere(reference);

        assertThat(put(at("2026-03-05", PRO)).status()).isEqualTo(Status.CANCELED);
        assertThat(put(at("2026-03-05", MAX)).end()).contains(day("2026-03-04"));
    }

    @Test
    void whoOwesIsKeptAllTheSame() {
        fallsBehind(put(at("2026-03-01", PRO)).reference());

        assertThat(found().status()).isEqualTo(Status.PAST_DUE);
        ProviderSubscription changed = put(at("2026-03-05", MAX).since("2026-03-05", false));
        assertThat(changed.status()).isEqualTo(Status.PAST_DUE);
        assertThat(changed.items()).containsExactly(MAX);
    }
}
