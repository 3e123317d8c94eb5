package dev.countinghouse.billing.domain.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation in every state: allowed, or refused with the reason. Started on 1 March 2026, asked on 10 April. */
class LifecycleTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant START = at("2026-03-01");
    private static final Instant NOW = at("2026-04-10");
    private static final PlanVersion PRO =
            PlanSketch.plan("pro").trial("2 months", "sum", 5).fee("30.00").build();
    private static final PlanVersion MAX = PlanSketch.plan("max").fee("60.00").build();

    private static Instant at(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    private static Subscription started(Instant start, boolean trial) {
        return Lifecycle.start(new SubscriptionId("s"), new AccountId("acme"), PRO, 1, start, UTC, Anchor.START, trial);
    }

    static Subscription changed(SubscriptionChange change) {
        return change.fold(subscription -> subscription, reason -> {
            throw new AssertionError("refused: " + reason);
        });
    }

    private static Subscription in(String state) {
        Subscription running = started(START, false);
        return switch (state) {
            case "pending" -> started(at("2026-06-01"), false);
            case "trialing" -> started(START, true);
            case "active" -> running;
            case "past_due" -> changed(Lifecycle.markPastDue(running, new Arrears(at("2026-04-05"), at("2026-04-25"))));
            case "restricted" -> changed(Lifecycle.markPastDue(running, new Arrears(at("2026-04-05"), NOW)));
            case "paused" -> changed(Lifecycle.pause(running, at("2026-04-05")));
            case "canceled" -> changed(Lifecycle.cancelNow(running, at("2026-04-05"), false));
            case "ending" -> changed(Lifecycle.cancelAtPeriodEnd(running, PRO, at("2026-04-05")));
            case "scheduled" -> changed(Lifecycle.changeAtPeriodEnd(running, PRO, MAX, 1, at("2026-04-05")));
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static SubscriptionChange apply(String operation, Subscription subscription) {
        return switch (operation) {
            case "change" -> Lifecycle.changeNow(subscription, PRO, MAX, 1, NOW);
            case "change later" -> Lifecycle.changeAtPeriodEnd(subscription, PRO, MAX, 1, NOW);
            case "drop change" -> Lifecycle.dropScheduledChange(subscription, NOW);
            case "cancel" -> Lifecycle.cancelNow(subscription, NOW, true);
            case "cancel later" -> Lifecycle.cancelAtPeriodEnd(subscription, PRO, NOW);
            case "resume" -> Lifecycle.resume(subscription, NOW);
            case "pause" -> Lifecycle.pause(subscription, NOW);
            case "past due" -> Lifecycle.markPastDue(subscription, new Arrears(NOW, NOW.plusSeconds(1)));
            case "paid" -> Lifecycle.markPaid(subscription);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    @ParameterizedTest
    @CsvSource({
        // operation, state before, state after or the reason why not
        "change, pending, !it is pending",
        "change, trialing, active",
        "change, active, active",
        "change, past_due, past_due",
        "change, restricted, !pay what is due first",
        "change, paused, !it is paused",
        "change, canceled, !it is canceled",
        "change, ending, !resume it first",
        "change, scheduled, active",
        "change later, pending, !it is pending",
        "change later, trialing, trialing",
        "change later, active, active",
        "change later, past_due, past_due",
        "change later, restricted, !pay what is due first",
        "change later, paused, !it is paused",
        "change later, canceled, !it is canceled",
        "change later, ending, !resume it first",
        "change later, scheduled, active",
        "drop change, pending, !no change is scheduled",
        "drop change, trialing, !no change is scheduled",
        "drop change, active, !no change is scheduled",
        "drop change, scheduled, active",
        "drop change, ending, !no change is scheduled",
        "cancel, pending, !it starts at 2026-06-01",
        "cancel, trialing, canceled",
        "cancel, active, canceled",
        "cancel, past_due, canceled",
        "cancel, restricted, canceled",
        "cancel, paused, canceled",
        "cancel, canceled, !it ended at 2026-04-05",
        "cancel, ending, canceled",
        "cancel, scheduled, canceled",
        "cancel later, pending, !it starts at 2026-06-01",
        "cancel later, trialing, trialing",
        "cancel later, active, active",
        "cancel later, past_due, past_due",
        "cancel later, restricted, restricted",
        "cancel later, paused, paused",
        "cancel later, canceled, !it ended at 2026-04-05",
        "cancel later, ending, active",
        "cancel later, scheduled, active",
        "resume, pending, !nothing to resume",
        "resume, trialing, !nothing to resume",
        "resume, active, !nothing to resume",
        "resume, past_due, !nothing to resume",
        "resume, restricted, !nothing to resume",
        "resume, paused, active",
        "resume, canceled, !start a new one",
        "resume, ending, active",
        "resume, scheduled, !nothing to resume",
        "pause, pending, !only a running subscription",
        "pause, trialing, paused",
        "pause, active, paused",
        "pause, past_due, paused",
        "pause, restricted, !only a running subscription",
        "pause, paused, !only a running subscription",
        "pause, canceled, !only a running subscription",
        "pause, ending, paused",
        "past due, trialing, trialing",
        "past due, active, past_due",
        "past due, paused, paused",
        "past due, canceled, !it ended at 2026-04-05",
        "paid, past_due, active",
        "paid, restricted, active",
        "paid, active, active",
    })
    void anOperationIsAllowedOrRefusedByTheState(String operation, String state, String outcome) {
        SubscriptionChange change = apply(operation, in(state));
        String told = change.fold(after -> after.state(NOW).name(), reason -> "!" + reason);
        if (outcome.startsWith("!")) {
            assertThat(told).startsWith("!").contains(outcome.substring(1));
        } else {
            assertThat(told).isEqualTo(outcome);
        }
    }

    @Test
    void theStateAtEveryInstantFollowsFromTheTimeline() {
        Subscription s = started(START, true);
        s = changed(Lifecycle.pause(s, at("2026-05-10")));
        s = changed(Lifecycle.resume(s, at("2026-05-20")));
        s = changed(Lifecycle.markPastDue(s, new Arrears(at("2026-05-25"), at("2026-05-28"))));
        s = changed(Lifecycle.cancelAtPeriodEnd(s, PRO, at("2026-05-26")));
        String[] expected = {
            "2026-02-28T23:59:59.999999999Z pending", "2026-03-01T00:00:00Z trialing",
            "2026-04-30T23:59:59.999999999Z trialing", "2026-05-01T00:00:00Z active",
            "2026-05-10T00:00:00Z paused", "2026-05-19T23:59:59.999999999Z paused",
            "2026-05-20T00:00:00Z active", "2026-05-25T00:00:00Z past_due",
            "2026-05-27T23:59:59.999999999Z past_due", "2026-05-28T00:00:00Z restricted",
            "2026-05-31T23:59:59.999999999Z restricted", "2026-06-01T00:00:00Z canceled",
        };
        for (String line : expected) {
            String[] part = line.split(" ");
            assertThat(s.state(Instant.parse(part[0])).name()).as(line).isEqualTo(part[1]);
        }
    }

    @Test
    void scheduledChangesReplaceOneAnotherAndCanBeDropped() {
        Subscription once = in("scheduled");
        assertThat(once.scheduledAfter(NOW)).singleElement().satisfies(term -> assertThat(term.from())
                .isEqualTo(at("2026-05-01")));
        Subscription twice = changed(Lifecycle.changeAtPeriodEnd(once, PRO, MAX, 7, NOW));
        assertThat(twice.scheduledAfter(NOW)).singleElement().satisfies(term -> assertThat(term.quantity())
                .isEqualTo(7));
        assertThat(changed(Lifecycle.dropScheduledChange(twice, NOW))).isEqualTo(started(START, false));
        assertThat(changed(Lifecycle.changeNow(twice, PRO, MAX, 2, NOW)).scheduledAfter(NOW))
                .isEmpty();
    }

    @Test
    void droppingAScheduledChangeKeepsThePaidTermAfterATrial() {
        Subscription trial = started(START, true);
        Subscription scheduled = changed(Lifecycle.changeAtPeriodEnd(trial, PRO, MAX, 1, NOW));
        assertThat(scheduled.termAt(at("2026-05-02")).plan()).isEqualTo(MAX.id());
        assertThat(changed(Lifecycle.cancelAtPeriodEnd(trial, PRO, NOW)).ending())
                .contains(new Ending(at("2026-05-01"), false));
    }

    @Test
    void nothingChangesAtTheInstantItBegan() {
        assertThat(Lifecycle.changeNow(started(NOW, false), PRO, MAX, 1, NOW))
                .isInstanceOf(SubscriptionChange.Refused.class);
        assertThat(Lifecycle.cancelNow(started(NOW, false), NOW, true)).isInstanceOf(SubscriptionChange.Refused.class);
        Subscription paused = changed(Lifecycle.pause(in("active"), NOW));
        assertThat(changed(Lifecycle.resume(paused, NOW))).isEqualTo(in("active"));
    }

    @Test
    void aChangeToTheSameTermsIsRefusedSoThatItCannotRestartAnAllowance() {
        assertThat(Lifecycle.changeNow(in("active"), PRO, PRO, 1, NOW))
                .isEqualTo(new SubscriptionChange.Refused("it is on plan pro with quantity 1 already"));
        Subscription ended = changed(Lifecycle.changeNow(in("trialing"), PRO, PRO, 1, NOW));
        assertThat(ended.state(NOW).name()).isEqualTo("active");
    }

    @Test
    void anAddOnIsNoMainPlanAndAMainPlanNoAddOn() {
        PlanVersion pack = PlanSketch.addOn("pack").build();
        assertThat(Lifecycle.changeNow(in("active"), PRO, pack, 1, NOW))
                .isEqualTo(new SubscriptionChange.Refused("plan pack is an add-on, the subscription is not"));
        assertThatThrownBy(() -> Lifecycle.startAddOn(new SubscriptionId("a"), in("active"), MAX, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lifecycle.startAddOn(new SubscriptionId("a"), in("trialing"), pack, 1, NOW))
                .hasMessageContaining("past its trial");
        Subscription addOn = Lifecycle.startAddOn(new SubscriptionId("a"), in("active"), pack, 1, NOW);
        PlanVersion weekly = PlanSketch.addOn("weekly").every("week", "week").build();
        assertThat(Lifecycle.changeNow(addOn, pack, weekly, 1, at("2026-04-12")))
                .isEqualTo(new SubscriptionChange.Refused(
                        "add-on weekly totals usage every week, the main subscription every month"));
    }

    @Test
    void thePlanItIsOnMustBeTheCurrentOne() {
        assertThatThrownBy(() -> Lifecycle.changeNow(in("active"), MAX, PRO, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is pro@1");
    }

    @Test
    void aPauseCannotBeEmpty() {
        assertThatThrownBy(() -> new Pause(NOW, Optional.of(NOW))).isInstanceOf(IllegalArgumentException.class);
    }
}
