package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The same promises over streams, where Stripe says of nothing at once that it does not count it. */
class StripeStreamGatewayTest extends StripeMeterGatewayTest {

    @Override
    StripeSettings settings() {
        return Fakes.streaming(stripe, 0);
    }

    @Override
    protected List<Notice> toldLater() {
        return stripe.account.meters.complaints().stream()
                .map(id -> new Notice(
                        new NoticeId(id),
                        "v1.billing.meter.error_report_triggered",
                        Optional.empty(),
                        clock.instant(),
                        Optional.empty(),
                        "{}"))
                .toList();
    }

    @AfterEach
    void nothingWentAnotherWay() {
        assertThat(stripe.calls("POST /v1/billing/meter_events")).isEmpty();
    }
}
