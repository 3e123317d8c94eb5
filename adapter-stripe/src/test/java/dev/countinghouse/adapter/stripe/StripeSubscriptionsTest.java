package dev.countinghouse.adapter.stripe;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.CALLS;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ID;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MAX;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.MORE;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.PRO;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Stripe is asked for, where the outcome alone does not tell. */
class StripeSubscriptionsTest extends SubscriptionCase {

    private static final String CREATE = "POST /v1/subscriptions";
    private static final String CHANGE = "POST /v1/subscriptions/[^/]+";

    /** 1 March 2026, in seconds. */
    private static final long MARCH = 1_772_323_200;

    private static final long DAY = 86_400;
    private static final long APRIL = MARCH + 31 * DAY;

    // ---------------------------------------------------------------- beginning

    @Test
    void itIsMadeSoThatItsFirstPeriodIsOurs() {
        put(at("2026-03-05", PRO, CALLS));

        JsonNode sent = last(CREATE);
        assertThat(sent.path("backdate_start_date").asLong()).isEqualTo(MARCH);
        assertThat(sent.path("billing_cycle_anchor").asLong()).isEqualTo(APRIL);
        assertThat(sent.path("proration_behavior").asText()).isEqualTo("create_prorations");
        assertThat(sent.at("/billing_mode/type").asText()).isEqualTo("flexible");
        assertThat(sent.path("off_session").asText()).isEqualTo("true");
        assertThat(sent.at("/metadata/countinghouse_subscription").asText()).isEqualTo(ID.value());
        assertThat(sent.path("items").toString())
                .isEqualTo("[{\"price\":\"price_calls_metered\"},{\"price\":\"price_pro\",\"quantity\":\"2\"}]");
        assertThat(sent.has("trial_end")).isFalse();
    }

    @Test
    void theTimeBeforeAChangeThatBeginsAPeriodIsChargedToo() {
        Instant end = Instant.parse("2026-04-15T00:00:00Z");
        put(with(at("2026-03-21", MAX).since("2026-03-15", true).wanted(), end));

        assertThat(last(CREATE).path("backdate_start_date").asLong()).isEqualTo(MARCH);
        assertThat(last(CREATE).path("billing_cycle_anchor").asLong()).isEqualTo(end.getEpochSecond());
    }

    @Test
    void aTrialIsNotInThePast() {
        put(at("2026-03-02", PRO).trialUntil("2026-03-15"));

        JsonNode sent = last(CREATE);
        assertThat(sent.path("trial_end").asLong()).isEqualTo(MARCH + 14 * DAY);
        assertThat(sent.has("backdate_start_date")).isFalse();
        assertThat(sent.has("billing_cycle_anchor")).isFalse();
        assertThat(sent.at("/trial_settings/end_behavior/missing_payment_method")
                        .asText())
                .isEqualTo("create_invoice");
    }

    @Test
    void behindATrialPeriodsMayBeginOnTheCalendar() {
        Instant april = Instant.ofEpochSecond(APRIL);
        put(with(at("2026-03-02", PRO).trialUntil("2026-03-15").wanted(), april));

        assertThat(last(CREATE).path("billing_cycle_anchor").asLong()).isEqualTo(APRIL);
        clock.moveTo(Instant.parse("2026-03-16T00:00:00Z"));
        assertThat(gateway.find(ACME, ID).orElseThrow().period().end()).isEqualTo(april);
    }

    @Test
    void aTrialThatWasOverIsNotCharged() {
        put(at("2026-03-20", PRO).trialUntil("2026-03-15"));

        assertThat(last(CREATE).path("backdate_start_date").asLong()).isEqualTo(MARCH + 14 * DAY);
        assertThat(last(CREATE).has("trial_end")).isFalse();
    }

    @Test
    void whatEndedInItsTrialIsNeverCharged() {
        put(at("2026-03-20", PRO).trialUntil("2026-03-15").endsAt("2026-03-10", false));

        assertThat(last(CREATE).has("backdate_start_date")).isFalse();
        assertThat(last(CREATE).path("trial_end").asLong()).isGreaterThan(MARCH + 19 * DAY);
    }

    // ---------------------------------------------------------------- changing

    @Test
    void aChangeOfOursIsProratedFromItsInstant() {
        put(at("2026-03-01", PRO, CALLS));
        put(at("2026-03-12", MAX, CALLS).since("2026-03-11", false));

        JsonNode sent = last(CHANGE);
        assertThat(sent.path("proration_date").asLong()).isEqualTo(MARCH + 10 * DAY);
        assertThat(sent.path("proration_behavior").asText()).isEqualTo("create_prorations");
        assertThat(sent.path("items").toString())
                .as("usage is not touched")
                .isEqualTo("[{\"deleted\":\"true\",\"id\":\"si_2\"},{\"price\":\"price_max\",\"quantity\":\"2\"}]");
        assertThat(sent.has("billing_cycle_anchor")).isFalse();
        assertThat(sent.has("cancel_at")).isFalse();
        assertThat(sent.has("pause_collection")).isFalse();
    }

    @Test
    void anotherQuantityIsTheSameItem() {
        put(at("2026-03-01", PRO, CALLS));
        put(at("2026-03-12", PricedItem.fee(PRO.price(), 5), CALLS).since("2026-03-12", false));

        assertThat(last(CHANGE).path("items").toString()).isEqualTo("[{\"id\":\"si_2\",\"quantity\":\"5\"}]");
    }

    @Test
    void whatWasHeardOfAPeriodLateIsProratedFromThePeriodThatRuns() {
        put(at("2026-03-01", PRO));
        put(at("2026-04-03", MAX).since("2026-03-20", false));

        assertThat(last(CHANGE).path("proration_date").asLong()).isEqualTo(APRIL);
    }

    @Test
    void whatSomebodyElseChangedIsProratedFromNow() {
        ProviderSubscription made = put(at("2026-03-01", PRO));
        ((ObjectNode) there(made).at("/items/0")).put("quantity", 0);
        clock.moveTo(Instant.parse("2026-03-10T00:00:00Z"));
        assertThat(gateway.find(ACME, ID).orElseThrow().items()).containsExactly(PricedItem.fee(PRO.price(), 0));
        put(at("2026-03-10", PRO));

        assertThat(last(CHANGE).has("proration_date")).isFalse();
        assertThat(last(CHANGE).path("proration_behavior").asText()).isEqualTo("create_prorations");
    }

    @Test
    void inATrialNothingIsProrated() {
        put(at("2026-03-01", PRO).trialUntil("2026-03-15"));
        put(at("2026-03-02", PRO, MORE).trialUntil("2026-03-15"));
        assertThat(last(CHANGE).path("proration_behavior").asText()).isEqualTo("none");
        assertThat(last(CHANGE).has("proration_date")).isFalse();

        put(at("2026-03-03", MAX).trialUntil("2026-03-03"));
        assertThat(last(CHANGE).path("trial_end").asText()).isEqualTo("now");
        assertThat(last(CHANGE).path("proration_behavior").asText()).isEqualTo("none");
    }

    @Test
    void aNewPeriodIsBegunOnce() {
        put(at("2026-03-01", PRO));
        put(at("2026-03-10", MAX).since("2026-03-10", true));
        assertThat(last(CHANGE).path("billing_cycle_anchor").asText()).isEqualTo("now");
        assertThat(last(CHANGE).has("proration_date")).isFalse();

        put(at("2026-03-12", MAX, MORE).since("2026-03-10", true));
        assertThat(last(CHANGE).has("billing_cycle_anchor")).isFalse();
    }

    @Test
    void moreItemsThanComeWithASubscriptionAreSeen() {
        PricedItem[] many = IntStream.rangeClosed(10, 22)
                .mapToObj(i -> PricedItem.fee(new PriceReference("price_" + i), i))
                .toArray(PricedItem[]::new);

        assertThat(put(at("2026-03-01", many)).items()).containsExactlyInAnyOrder(many);
        put(at("2026-03-02", many));
        assertThat(stripe.calls(CHANGE)).isEmpty();
    }
}
