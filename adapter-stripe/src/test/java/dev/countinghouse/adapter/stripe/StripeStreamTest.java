package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeMeters.Counted;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway.Answer;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage told over streams, by one at a time: what is sent, and sessions. */
class StripeStreamTest extends StripeCase {

    private static final String STREAM = "POST " + FakeStreams.STREAM;
    private static final String SESSION = "POST " + FakeStreams.SESSION;
    private static final String CALLS = "pro:calls";

    private final List<Long> pauses = new ArrayList<>();
    private final StripeConnection connection = new StripeConnection(Fakes.streaming(stripe, 1), pauses::add, clock);
    private final MeterGateway meters = new StripeMeterGateway(connection, storage);
    private final FakeStreams streams = stripe.account.meters.streams;

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

        assertThat(stripe.calls(STREAM)).singleElement().satisfies(call -> assertThat(call.sent())
                .isEqualTo(StripeApi.json(
                        """
                        {"events": [{"event_name": "pro:calls", "identifier": "%s", "timestamp": "2026-03-01T00:00:00Z",
                          "payload": {"stripe_customer_id": "cus_1", "value": "7"}}]}
                        """
                                .formatted(report.id()))));
        assertThat(stripe.account.meters.counted())
                .containsExactly(new Counted(
                        CALLS,
                        "cus_1",
                        BigInteger.valueOf(7),
                        1_772_323_200,
                        report.id().value()));
    }

    @Test
    void aSessionIsUsedUntilItEndsAndThenAnotherIsOpened() {
        for (int i = 1; i <= 5; i++) {
            meters.tell(report(i));
        }
        assertThat(stripe.calls(SESSION)).hasSize(1);

        clock.moveTo(START.plus(Duration.ofMinutes(15)));
        assertThat(meters.tell(report(6))).isEqualTo(Answer.TAKEN);
        assertThat(meters.tell(report(7))).isEqualTo(Answer.TAKEN);

        assertThat(stripe.calls(SESSION)).hasSize(2);
        assertThat(streams.turnedAway()).isEqualTo(1);
        assertThat(stripe.account.meters.counted()).hasSize(7);
    }

    @Test
    void aSessionThatIsAboutToEndIsNotUsed() {
        streams.last(Duration.ofSeconds(59));
        meters.tell(report(1));
        meters.tell(report(2));

        assertThat(stripe.calls(SESSION)).hasSize(2);
        assertThat(streams.turnedAway()).isZero();
    }

    @Test
    void aSessionThatStripeForgetsIsReplaced() {
        meters.tell(report(1));
        streams.forgetSessions();

        assertThat(meters.tell(report(2))).isEqualTo(Answer.TAKEN);
        assertThat(stripe.calls(SESSION)).hasSize(2);
    }

    @Test
    void itIsReplacedOnceAndNotForEver() {
        streams.last(Duration.ZERO);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> meters.tell(report(1)))
                .withMessageContaining("a session that it had just given")
                .satisfies(failure -> assertThat(all(failure)).doesNotContain("SecretThatNobodyMaySee"));
        assertThat(stripe.calls(STREAM)).hasSize(2);
        assertThat(stripe.calls(SESSION)).hasSize(2);

        streams.last(Duration.ofMinutes(15));
        assertThat(meters.tell(report(1))).isEqualTo(Answer.TAKEN);
    }

    private static String all(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BROKEN", "DROPPED", "DONE_AND_DROPPED", "DONE_AND_BAD_GATEWAY"})
    void whatIsNotAnsweredIsToldAgainAndCountedOnce(Fault fault) {
        stripe.failsAt(STREAM, fault, fault);
        UsageReport report = report(1).trying(START);
        for (int i = 0; i < 2; i++) {
            try {
                meters.tell(report);
            } catch (UnavailableException unanswered) {
                assertThat(unanswered).hasMessageContaining("count 1 reports");
            }
        }

        assertThat(meters.tell(report.trying(START))).isEqualTo(Answer.TAKEN);
        assertThat(stripe.account.meters.counted()).hasSize(1);
    }

    @Test
    void tooManyCallsAreTriedAgainAfterAPause() {
        stripe.failsAt(STREAM, Fault.TOO_MANY);
        stripe.failsAt(SESSION, Fault.TOO_MANY);

        assertThat(meters.tell(report(1))).isEqualTo(Answer.TAKEN);
        assertThat(pauses).hasSize(2).allMatch(millis -> millis >= 250);
    }

    @Test
    void withoutASessionNothingIsTold() {
        stripe.failsAt(SESSION, Fault.BROKEN, Fault.BROKEN);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> meters.tell(report(1)))
                .withMessageContaining("open a session of meter events");
        assertThat(stripe.calls(STREAM)).isEmpty();
        assertThat(meters.tell(report(1))).isEqualTo(Answer.TAKEN);
    }

    @Test
    void aCallThatIsRefusedAloneIsARefusal() {
        streams.refuse(CALLS);

        assertThat(meters.tell(report(1)).refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("400"));
    }

    @Test
    void thatItIsKnownAlreadyIsNoComplaint() {
        UsageReport report = report(1);
        meters.tell(report);
        stripe.account.meters.drop("evt_1", report.id().value(), "duplicate_meter_event");

        assertThat(meters.complaints(new Notice(
                        new NoticeId("evt_1"),
                        "v1.billing.meter.error_report_triggered",
                        Optional.empty(),
                        START,
                        Optional.empty(),
                        "{}")))
                .isEmpty();
    }
}
