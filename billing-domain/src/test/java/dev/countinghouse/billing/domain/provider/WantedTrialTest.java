package dev.countinghouse.billing.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.Subscription;
import org.junit.jupiter.api.Test;

class WantedTrialTest extends WantedCase {

    @Test
    void aTrialIsForWhatFollowsIt() {
        WantedSubscription trial = wanted(pro(true, Anchor.START), "2026-03-12");
        assertThat(trial.isInTrial()).isTrue();
        assertThat(trial.trialEnd()).contains(at("2026-03-24"));
        assertThat(trial.periodEnd()).isEqualTo(at("2026-03-24"));
        assertThat(trial.current()).isEqualTo(stage("2026-03-24", true, TWO_PRO));
        assertThat(trial.next()).isEmpty();

        WantedSubscription onCalendar = wanted(pro(true, Anchor.CALENDAR), "2026-03-12");
        assertThat(onCalendar.periodEnd())
                .as("the rest of March is charged in part")
                .isEqualTo(at("2026-04-01"));

        WantedSubscription over = wanted(pro(true, Anchor.START), "2026-03-24");
        assertThat(over.isInTrial()).isFalse();
        assertThat(over.periodEnd()).isEqualTo(at("2026-04-24"));
    }

    @Test
    void whatIsScheduledForTheEndOfATrialStandsInIt() {
        Subscription later = done(Lifecycle.changeAtPeriodEnd(pro(true, Anchor.START), PRO, MAX, 1, at("2026-03-12")));

        WantedSubscription wanted = wanted(later, "2026-03-12");
        assertThat(wanted.current()).isEqualTo(stage("2026-03-24", true, fee("max_base", 1), usage("max_calls")));
        assertThat(wanted.next()).isEmpty();
    }

    @Test
    void aChangeInATrialEndsIt() {
        Subscription changed = done(Lifecycle.changeNow(pro(true, Anchor.START), PRO, MAX, 1, at("2026-03-15")));

        WantedSubscription wanted = wanted(changed, "2026-03-16");
        assertThat(wanted.trialEnd()).contains(at("2026-03-15"));
        assertThat(wanted.isInTrial()).isFalse();
        assertThat(wanted.current()).isEqualTo(stage("2026-03-15", true, fee("max_base", 1), usage("max_calls")));
        assertThat(wanted.periodEnd()).isEqualTo(at("2026-04-15"));
    }

    @Test
    void aTrialThatIsEndedInIsNeverChargedFor() {
        Subscription ended = done(Lifecycle.cancelNow(pro(true, Anchor.START), at("2026-03-12"), false));

        WantedSubscription wanted = wanted(ended, "2026-05-01");
        assertThat(wanted.hasEnded()).isTrue();
        assertThat(wanted.chargedFrom()).isEqualTo(at("2026-03-24"));
        assertThat(wanted.current()).isEqualTo(stage("2026-03-24", true, TWO_PRO));
    }
}
