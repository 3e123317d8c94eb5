package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripeMissedTest extends StripeCase {

    private List<String> missedSince(Instant since) {
        List<String> ids = new ArrayList<>();
        gateway.undelivered(
                since,
                outcome -> ids.add(outcome.fold((Notice read) -> read, (unclear, reason) -> unclear, reason -> {
                            throw new AssertionError(reason);
                        })
                        .id()
                        .value()));
        return ids;
    }

    @Test
    void whatWasNotDeliveredIsListedPageByPageFromAnInstantOn() {
        for (int i = 1; i <= 250; i++) {
            stripe.account.addEvent("evt_" + i, START.plusSeconds(i), "payment_intent.succeeded", "pi_" + i);
        }

        assertThat(missedSince(START)).hasSize(250).doesNotHaveDuplicates().contains("evt_1", "evt_250");
        assertThat(missedSince(START.plusSeconds(250))).containsExactly("evt_250");
        assertThat(missedSince(START.plusSeconds(251))).isEmpty();
    }

    @Test
    void whoeverTakesThemMayStop() {
        stripe.account.addEvent("evt_1", START, "payment_intent.succeeded", "pi_1");

        assertThatThrownBy(() -> gateway.undelivered(START, outcome -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void aStripeThatIsBrokenIsAskedAgainLater() {
        stripe.failsAt(
                "GET /v1/events", FakeStripe.Fault.TOO_MANY, FakeStripe.Fault.TOO_MANY, FakeStripe.Fault.TOO_MANY);

        assertThatThrownBy(() -> missedSince(START)).isInstanceOf(UnavailableException.class);
    }
}
