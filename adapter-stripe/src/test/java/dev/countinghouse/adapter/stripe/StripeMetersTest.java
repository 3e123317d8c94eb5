package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway.Answer;
import dev.countinghouse.billing.ports.driven.MeterGateway.Complaint;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StripeMetersTest extends StripeCase {

    private static final String CALLS = "pro:calls";

    private final List<Long> pauses = new ArrayList<>();
    private final MeterGateway meters = new StripeMeterGateway(
            new StripeConnection(Fakes.settings(stripe.address(), 0), pauses::add, clock), storage);

    @BeforeEach
    void provision() {
        stripe.account.meters.add(CALLS);
    }

    private static UsageReport report(long sequence) {
        return MeterGatewayContract.report(ACME, CALLS, sequence, START, 7);
    }

    @Test
    void anEventHoldsTheCustomerAWholeNumberASecondAndTheIdOfItsReport() {
        UsageReport report = report(1).trying(START);
        assertThat(meters.tell(report)).isEqualTo(Answer.TAKEN);

        assertThat(stripe.calls("POST /v1/billing/meter_events"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.sent().path("event_name").asText()).isEqualTo("pro:calls");
                    assertThat(call.sent().path("identifier").asText())
                            .isEqualTo(report.id().value());
                    assertThat(call.sent().path("timestamp").asText()).isEqualTo("1772323200");
                    assertThat(call.sent().path("payload").path("value").asText())
                            .isEqualTo("7");
                    assertThat(call.sent()
                                    .path("payload")
                                    .path("stripe_customer_id")
                                    .asText())
                            .isEqualTo("cus_1");
                    assertThat(call.key()).contains("meter:" + report.id() + ":1");
                });
        assertThat(report.id().value()).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DONE_AND_DROPPED", "DONE_AND_BAD_GATEWAY"})
    void oneThatStripeKnowsIsCounted(Fault fault) {
        for (boolean codes : new boolean[] {false, true}) {
            UsageReport report = report(codes ? 2 : 1).trying(START);
            stripe.failsAt("POST /v1/billing/meter_events", fault);
            if (codes) {
                stripe.account.meters.sendCodes();
            }
            try {
                meters.tell(report);
            } catch (UnavailableException unanswered) {
                assertThat(unanswered).hasMessageContaining("count report");
            }
            stripe.forgetsKeys();

            assertThat(meters.tell(report.trying(START))).isEqualTo(Answer.TAKEN);
        }
        assertThat(stripe.account.meters.counted()).hasSize(2);
    }

    @Test
    void aFailureOfStripesIsNotAnsweredAgainForADay() {
        UsageReport report = report(1).trying(START);
        stripe.failsAt("POST /v1/billing/meter_events", Fault.BROKEN);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> meters.tell(report));

        assertThat(meters.tell(report.trying(START))).isEqualTo(Answer.TAKEN);
        assertThat(stripe.calls("POST /v1/billing/meter_events").stream().map(FakeCall::key))
                .doesNotHaveDuplicates();
    }

    @Test
    void metersAreFoundOnAllPagesAndOnce() {
        for (int i = 0; i < 5; i++) {
            stripe.account.meters.add("other:" + i);
        }
        stripe.account.meters.add("last:calls");
        assertThat(meters.tell(MeterGatewayContract.report(ACME, "last:calls", 1, START, 1)))
                .isEqualTo(Answer.TAKEN);
        meters.tell(report(1));

        assertThat(stripe.calls("GET /v1/billing/meters")).hasSize(3);
    }

    @Test
    void callsAreKeptApart() {
        for (int i = 1; i <= 20; i++) {
            meters.tell(report(i));
        }

        // without waiting for the first; what the calls took themselves is waiting as well
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(19 * 20 / 2 * 4);
    }

    @Test
    void whatIsNotCountedAfterAllIsReadOfTheEvent() {
        UsageReport report = report(1);
        meters.tell(report);
        stripe.account.meters.drop("evt_1", report.id().value(), "meter_event_customer_not_found");

        assertThat(meters.complaints(notice("evt_1")))
                .containsExactly(new Complaint(report.id(), "Stripe answered later: meter_event_customer_not_found"));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> meters.complaints(notice("evt_2")));
    }

    private static Notice notice(String id) {
        return new Notice(
                new NoticeId(id),
                "v1.billing.meter.error_report_triggered",
                Optional.empty(),
                START,
                Optional.empty(),
                "{}");
    }

    @Test
    void itIsNotAskedWithinATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.transactions().inTransaction(Scope.of(ACME), () -> meters.tell(report(1))));
        assertThat(stripe.calls(".*")).isEmpty();
    }
}
