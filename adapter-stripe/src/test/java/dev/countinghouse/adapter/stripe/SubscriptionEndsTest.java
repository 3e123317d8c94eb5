package dev.countinghouse.adapter.stripe;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.CALLS;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ID;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MAX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.PRO;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Stripe is asked for to schedule and to end, and what is read there whoever made it so. */
class SubscriptionEndsTest extends SubscriptionCase {

    private static final String CREATE = "POST /v1/subscriptions";
    private static final String CHANGE = "POST /v1/subscriptions/[^/]+";

    /** 1 March 2026, in seconds. */
    private static final long MARCH = 1_772_323_200;

    private static final long DAY = 86_400;
    private static final long APRIL = MARCH + 31 * DAY;

    // ---------------------------------------------------------------- scheduling and ending

    @Test
    void aScheduleHoldsOnToATrialAndToDiscounts() {
        WantedSubscription wish = at("2026-03-02", MAX)
                .trialUntil("2026-03-15")
                .then("2026-04-15", PRO)
                .wanted();
        ProviderSubscription scheduled = put(withCoupons(wish, "off"));

        assertThat(scheduled.status()).isEqualTo(Status.TRIALING);
        assertThat(there(scheduled).path("discounts")).hasSize(1);
        clock.moveTo(Instant.parse("2026-04-15T00:00:00Z"));
        ProviderSubscription changed = gateway.find(ACME, ID).orElseThrow();
        assertThat(changed.items()).containsExactly(PRO);
        assertThat(there(changed).path("discounts")).hasSize(1);
        assertThat(there(changed).at("/metadata/countinghouse_since").asText()).isEqualTo("2026-04-15T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void anEndNowCreditsWhatOursDoes(boolean credit, String prorate) {
        put(at("2026-03-01", PRO));
        put(at("2026-03-10", PRO).endsAt("2026-03-10", credit));

        JsonNode sent = last("DELETE .*");
        assertThat(sent.path("prorate").asText()).isEqualTo(prorate);
        assertThat(sent.path("invoice_now").asText()).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"true, create_prorations", "false, none"})
    void anEndToComeCreditsWhatOursDoes(boolean credit, String behavior) {
        put(at("2026-03-01", PRO));
        put(at("2026-03-10", PRO).endsAt("2026-03-20", credit));

        assertThat(last(CHANGE).path("cancel_at").asLong()).isEqualTo(MARCH + 19 * DAY);
        assertThat(last(CHANGE).path("proration_behavior").asText()).isEqualTo(behavior);
    }

    /** Our boundaries move in UTC with the clocks, those at Stripe do not; a month more would be charged for an hour. */
    @Test
    void theEndOfAPeriodIsThatOfStripes() {
        put(at("2026-03-01", MAX));
        WantedSubscription later = at("2026-03-10", MAX).wanted();
        Instant hourLate = Instant.ofEpochSecond(APRIL).plus(Duration.ofHours(1));
        put(new WantedSubscription(
                later.id(),
                later.account(),
                later.start(),
                later.trialEnd(),
                hourLate,
                later.every(),
                later.current(),
                Optional.empty(),
                Optional.of(new Ending(hourLate, false)),
                false,
                List.of(),
                later.asOf()));
        assertThat(last(CHANGE).path("cancel_at").asLong()).isEqualTo(APRIL);

        put(new WantedSubscription(
                later.id(),
                later.account(),
                later.start(),
                later.trialEnd(),
                hourLate,
                later.every(),
                later.current(),
                Optional.of(new Stage(hourLate, List.of(PRO), false)),
                Optional.empty(),
                false,
                List.of(),
                later.asOf().plusSeconds(1)));
        assertThat(gateway.find(ACME, ID).orElseThrow().next().orElseThrow().from())
                .isEqualTo(Instant.ofEpochSecond(APRIL));
    }

    @Test
    void whatIsAboutToEndByItselfIsLeftTo() {
        put(at("2026-03-01", PRO));
        put(at("2026-03-05", PRO).endsAt("2026-04-01", false));
        // ours has ended, and Stripe is slow
        WantedSubscription ended =
                at("2026-04-01", PRO).endsAt("2026-04-01", false).wanted();

        assertThat(gateway.put(ended, Optional.empty()).status()).isEqualTo(Status.ACTIVE);
        assertThat(stripe.calls("DELETE .*")).isEmpty();
    }

    @Test
    void anEndFromTheDashboardIsTakenBack() {
        ProviderSubscription made = put(at("2026-03-01", PRO));
        there(made).put("cancel_at_period_end", true).put("cancel_at", APRIL);

        assertThat(put(at("2026-03-05", PRO)).end()).isEmpty();
        assertThat(there(made).path("cancel_at_period_end").asBoolean()).isFalse();
    }

    // ---------------------------------------------------------------- coupons

    @Test
    void aCouponIsGivenOnceAlsoWhenItIsUsedUp() {
        ProviderSubscription made = put(withCoupons(at("2026-03-01", PRO).wanted(), "first"));
        assertThat(last(CREATE).path("discounts").toString()).isEqualTo("[{\"coupon\":\"first\"}]");
        there(made).putArray("discounts");

        put(withCoupons(at("2026-03-05", PRO).wanted(), "first"));
        assertThat(stripe.calls(CHANGE)).isEmpty();
    }

    @Test
    void anotherCouponComesBesideTheFirst() {
        put(withCoupons(at("2026-03-01", PRO).wanted(), "first"));
        ProviderSubscription two = put(withCoupons(at("2026-03-05", PRO).wanted(), "first", "second"));

        assertThat(last(CHANGE).path("discounts").toString())
                .isEqualTo("[{\"discount\":\"di_1\"},{\"coupon\":\"second\"}]");
        assertThat(there(two).path("discounts")).hasSize(2);
    }

    // ---------------------------------------------------------------- others at it

    @Test
    void aCopyOfOursIsNoneOfOurs() {
        ProviderSubscription made = put(at("2026-03-01", PRO));
        ObjectNode copy = there(made).deepCopy().put("id", "sub_copy").put("created", MARCH + 9);
        ObjectNode elsewhere = copy.deepCopy().put("id", "sub_elsewhere").put("customer", "cus_9");
        stripe.account.subscriptions.all.put("sub_copy", copy);
        stripe.account.subscriptions.all.put("sub_elsewhere", elsewhere);

        assertThat(gateway.find(ACME, ID)).contains(made);
        assertThat(gateway.find(made.reference())).contains(made);
        assertThat(gateway.find(new SubscriptionReference("sub_copy"))).isEmpty();
        assertThat(gateway.find(new SubscriptionReference("sub_elsewhere"))).isEmpty();
        assertThat(gateway.find(new SubscriptionReference("../customers/cus_1")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trialing, TRIALING",
        "active, ACTIVE",
        "past_due, PAST_DUE",
        "unpaid, UNPAID",
        "canceled, CANCELED",
        "incomplete, INCOMPLETE",
        "incomplete_expired, CANCELED",
        "paused, PAUSED"
    })
    void statusIsStripes(String text, Status status) {
        ProviderSubscription made = put(at("2026-03-01", PRO));
        there(made).put("status", text);

        assertThat(gateway.find(ACME, ID).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void whatWaitsForItsFirstPaymentIsNotChangedBefore() {
        ProviderSubscription made = put(at("2026-03-01", PRO));
        there(made).put("status", "incomplete");

        assertThat(put(at("2026-03-01", MAX).inPause()).items()).containsExactly(PRO);
        assertThat(put(at("2026-03-02", MAX).endsAt("2026-03-02", true)).hasEnded())
                .isTrue();
    }

    /** As it may be at Stripe: what a schedule ends says so itself. */
    @Test
    void anEndThatIsTheSchedulesIsSetAgainWithoutIt() {
        ProviderSubscription made =
                put(at("2026-03-01", MAX).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        there(made).put("cancel_at", made.end().orElseThrow().getEpochSecond());
        int sent = stripe.calls("POST .*").size();
        put(at("2026-03-02", MAX).then("2026-04-01", PRO).endsAt("2026-05-01", false));
        put(at("2026-04-01", PRO).since("2026-04-01", false).endsAt("2026-05-01", false));
        assertThat(stripe.calls("POST .*")).hasSize(sent);

        ProviderSubscription kept =
                put(at("2026-04-02", MAX).since("2026-04-02", false).endsAt("2026-05-01", false));
        assertThat(kept.end()).isEqualTo(made.end());
        assertThat(there(kept).path("cancel_at").asLong())
                .isEqualTo(made.end().orElseThrow().getEpochSecond());
    }

    @Test
    void whatStripeDoesNotTakeIsToldWithItsReason() {
        PricedItem wrong = PricedItem.fee(CALLS.price(), 3);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> put(at("2026-03-01", wrong)))
                .withMessageContaining("subscription " + ID)
                .withMessageContaining("400");
        assertThat(subscriptions()).isZero();
    }
}
