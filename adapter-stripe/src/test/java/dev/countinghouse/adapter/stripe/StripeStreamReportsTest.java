package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Sessions end in the middle of it as well. */
class StripeStreamReportsTest extends StripeReportsCase {

    @Override
    StripeSettings way(StripeSettings settings) {
        return settings.streaming(stripe.streams());
    }

    @Override
    int told() {
        return sizes().stream().mapToInt(Integer::intValue).sum();
    }

    private List<Integer> sizes() {
        return stripe.calls("POST " + FakeStreams.STREAM).stream()
                .map(call -> call.sent().path("events").size())
                .toList();
    }

    @AfterEach
    void sessionsEndedAndCallsWereGathered() {
        assertThat(stripe.account.meters.streams.turnedAway()).isGreaterThan(REPORTS / 1_000);
        assertThat(sizes().stream().filter(size -> size > 1).count()).isGreaterThan(REPORTS / 100);
        assertThat(stripe.calls("POST /v1/billing/meter_events")).isEmpty();
    }
}
