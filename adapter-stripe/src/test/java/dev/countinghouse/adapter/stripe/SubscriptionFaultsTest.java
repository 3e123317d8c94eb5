package dev.countinghouse.adapter.stripe;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.CALLS;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MAX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MORE;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.PRO;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.SubscriptionWish;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is lost on the way at whichever request, putting again comes to what it would have come to. */
class SubscriptionFaultsTest extends SubscriptionCase {

    /** The JDK sends a request again, once, whose connection was closed on it. */
    private static final int AND_AGAIN = 2;

    private static final String LIST = "GET /v1/subscriptions";
    private static final String READ = "GET /v1/subscriptions/[^/]+";
    private static final String CREATE = "POST /v1/subscriptions";
    private static final String CHANGE = "POST /v1/subscriptions/[^/]+";
    private static final String CANCEL = "DELETE /v1/subscriptions/[^/]+";
    private static final String SCHEDULE = "POST /v1/subscription_schedules";
    private static final String PHASES = "POST /v1/subscription_schedules/[^/]+";
    private static final String RELEASE = "POST /v1/subscription_schedules/[^/]+/release";

    /** A wish that needs each of its steps, and how it was before. */
    private enum Life {
        MADE(
                Optional.empty(),
                SubscriptionWish.at("2026-03-05", PRO, CALLS).endsAt("2026-05-01", false),
                LIST,
                CREATE,
                CHANGE,
                READ),
        CHANGED(
                Optional.of(SubscriptionWish.at("2026-03-01", PRO, CALLS)),
                SubscriptionWish.at("2026-03-05", MAX, CALLS)
                        .since("2026-03-04", false)
                        .inPause(),
                LIST,
                CHANGE,
                READ),
        SCHEDULED(
                Optional.of(SubscriptionWish.at("2026-03-01", MAX, CALLS)),
                SubscriptionWish.at("2026-03-05", MAX, CALLS).then("2026-04-01", PRO, CALLS),
                LIST,
                SCHEDULE,
                READ,
                PHASES),
        SCHEDULED_ANEW(
                Optional.of(SubscriptionWish.at("2026-03-01", MAX).then("2026-04-01", PRO)),
                SubscriptionWish.at("2026-03-05", MAX, CALLS)
                        .since("2026-03-05", false)
                        .then("2026-04-01", PRO, MORE)
                        .endsAt("2026-06-01", false),
                LIST,
                RELEASE,
                CHANGE,
                SCHEDULE,
                READ,
                PHASES),
        ENDED(
                Optional.of(SubscriptionWish.at("2026-03-01", MAX).then("2026-04-01", PRO)),
                SubscriptionWish.at("2026-03-05", PRO)
                        .since("2026-03-04", false)
                        .endsAt("2026-03-05", true),
                LIST,
                RELEASE,
                CHANGE,
                CANCEL,
                READ);

        private final Optional<SubscriptionWish> before;
        private final SubscriptionWish after;
        private final List<String> steps;

        Life(Optional<SubscriptionWish> before, SubscriptionWish after, String... steps) {
            this.before = before;
            this.after = after;
            this.steps = List.of(steps);
        }
    }

    private static final Map<Life, ProviderSubscription> UNDISTURBED = new ConcurrentHashMap<>();

    private static Stream<Arguments> livesAndStepsAndFaults() {
        return Stream.of(Life.values()).flatMap(life -> life.steps.stream().flatMap(step -> Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DONE_AND_SILENT && fault != Fault.STUCK)
                .flatMap(fault -> when(fault).map(late -> Arguments.of(life, step, fault, late)))));
    }

    /** What was not done is under no key. */
    private static Stream<Boolean> when(Fault fault) {
        return fault.name().startsWith("DONE") ? Stream.of(true, false) : Stream.of(false);
    }

    private void fails(String call, Fault fault) {
        for (int i = 0; i < (fault.name().endsWith("DROPPED") ? AND_AGAIN : 1); i++) {
            stripe.failsAt(call, fault);
        }
    }

    /** @param late whether it is put again a day later, when Stripe has forgotten the keys, or at once */
    @ParameterizedTest
    @MethodSource("livesAndStepsAndFaults")
    void whatWasBegunIsDone(Life life, String step, Fault fault, boolean late) {
        ProviderSubscription undisturbed = UNDISTURBED.computeIfAbsent(life, SubscriptionFaultsTest::undisturbed);
        life.before.ifPresent(this::put);
        clock.moveTo(day(life.after.now()));
        fails(step, fault);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> gateway.put(life.after.wanted(), Optional.empty()))
                .withMessageContaining("Stripe");
        if (late) {
            stripe.forgetsKeys();
        }

        assertThat(put(life.after)).isEqualTo(undisturbed);
    }

    /** A minute later the period may be another one, and the terms, too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartThatStripeFailedToMakeIsMadeNextTime(boolean changed) {
        WantedSubscription wish = SubscriptionWish.at("2026-03-05", PRO).wanted();
        clock.moveTo(wish.asOf());
        fails(CREATE, Fault.STUCK);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> gateway.put(wish, Optional.empty()));

        SubscriptionWish later = SubscriptionWish.at("2026-03-05", changed ? MAX : PRO);
        assertThat(put(aMinuteLater(later)).items()).containsExactly(changed ? MAX : PRO);
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void aScheduleThatStripeFailedToReleaseIsReleasedNextTime() {
        put(SubscriptionWish.at("2026-03-01", MAX).then("2026-04-01", PRO));
        SubscriptionWish dropped = SubscriptionWish.at("2026-03-05", MAX);
        clock.moveTo(day("2026-03-05"));
        fails(RELEASE, Fault.STUCK);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> gateway.put(dropped.wanted(), Optional.empty()));

        assertThat(put(aMinuteLater(dropped)).next()).isEmpty();
    }

    private static WantedSubscription aMinuteLater(SubscriptionWish wish) {
        WantedSubscription wanted = wish.wanted();
        return new WantedSubscription(
                wanted.id(),
                wanted.account(),
                wanted.start(),
                wanted.trialEnd(),
                wanted.periodEnd(),
                wanted.every(),
                wanted.current(),
                wanted.next(),
                wanted.end(),
                wanted.paused(),
                wanted.coupons(),
                wanted.asOf().plusSeconds(60));
    }

    private static ProviderSubscription undisturbed(Life life) {
        SubscriptionCase other = new SubscriptionCase();
        try {
            life.before.ifPresent(other::put);
            return other.put(life.after);
        } finally {
            other.nothingWasAskedThatStripeDoesNotKnow();
        }
    }

    @Test
    void whatIsSoAlreadyIsNotSent() {
        List<SubscriptionWish> life = List.of(
                SubscriptionWish.at("2026-03-01", PRO, CALLS).trialUntil("2026-03-03"),
                SubscriptionWish.at("2026-03-04", MAX, CALLS)
                        .trialUntil("2026-03-03")
                        .since("2026-03-04", false),
                SubscriptionWish.at("2026-03-05", MAX, CALLS)
                        .trialUntil("2026-03-03")
                        .since("2026-03-04", false)
                        .then("2026-04-03", PRO)
                        .endsAt("2026-06-03", false)
                        .inPause(),
                SubscriptionWish.at("2026-03-06", MAX, CALLS)
                        .trialUntil("2026-03-03")
                        .since("2026-03-04", false),
                SubscriptionWish.at("2026-03-07", MAX, CALLS)
                        .trialUntil("2026-03-03")
                        .since("2026-03-04", false)
                        .endsAt("2026-03-07", true));
        for (SubscriptionWish wish : life) {
            put(wish);
            int sent = stripe.calls("(POST|DELETE) .*").size();
            gateway.put(wish.wanted(), Optional.empty());
            assertThat(stripe.calls("(POST|DELETE) .*")).as(wish.toString()).hasSize(sent);
        }
    }

    @Test
    void twoThatWantDifferentThingsMakeOne() {
        clock.moveTo(day("2026-03-02"));
        stripe.failsAt(LIST, Fault.BROKEN);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(
                        () -> gateway.put(SubscriptionWish.at("2026-03-02", PRO).wanted(), Optional.empty()));
        // who has looked before the other made it goes on to make it
        List<ProviderSubscription> both = Race.of(thread -> {
            SubscriptionWish wish = SubscriptionWish.at("2026-03-02", thread % 2 == 0 ? PRO : MAX);
            for (int tries = 1; ; tries++) {
                try {
                    return gateway.put(wish.wanted(), Optional.empty());
                } catch (UnavailableException again) {
                    // as whoever fails does, and it comes to an end
                    assertThat(tries).as(again.getMessage()).isLessThan(Race.THREADS);
                }
            }
        });

        assertThat(both)
                .extracting(ProviderSubscription::reference)
                .containsOnly(both.get(0).reference());
        assertThat(subscriptions()).isEqualTo(1);
        assertThat(put(SubscriptionWish.at("2026-03-03", MAX)).items()).containsExactly(MAX);
    }
}
