package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeMeters.Counted;
import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.gathering.Gathering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage told over a stream by many at a time, who share calls; here there is one at a time. */
class StreamedMeterEventsTest extends StripeCase {

    private static final String STREAM = "POST " + FakeStreams.STREAM;
    private static final CustomerRef CUSTOMER = new CustomerRef("cus_1");

    private final StreamedMeterEvents events = new StreamedMeterEvents(
            new StripeConnection(Fakes.streaming(stripe, 1), millis -> {}, clock),
            new Gathering.Limits(StreamedMeterEvents.LIMITS.together(), StreamedMeterEvents.LIMITS.waiting(), 1));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<FakeCall, Optional<Fault>> trouble = call -> Optional.empty();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static UsageReport report(long sequence) {
        return report("pro:calls", sequence);
    }

    private static UsageReport report(String meter, long sequence) {
        return MeterGatewayContract.report(ACME, meter, sequence, START, 7);
    }

    @Test
    void whatComesWhileOneIsOnItsWayGoesTogetherAHundredAtMost() throws Exception {
        List<Future<Boolean>> told = tellWhileOneIsOnItsWay(reports(150));

        for (Future<Boolean> each : told) {
            assertThat(each.get()).isTrue();
        }
        assertThat(stripe.calls(STREAM).stream()
                        .map(call -> call.sent().path("events").size()))
                .containsExactly(1, 100, 50);
        assertThat(stripe.calls("POST " + FakeStreams.SESSION)).hasSize(1);
        assertThat(stripe.account.meters.counted()).hasSize(151);
    }

    @Test
    void ofThoseWhoTellTheSameOneIsSent() throws Exception {
        for (Future<Boolean> each : tellWhileOneIsOnItsWay(List.of(report(1), report(1), report(2)))) {
            assertThat(each.get()).isTrue();
        }

        assertThat(stripe.calls(STREAM).stream()
                        .map(call -> call.sent().path("events").size()))
                .containsExactly(1, 2);
    }

    @Test
    void aRefusalOfManyIsOfTheGuiltyOneAlone() throws Exception {
        stripe.account.meters.streams.refuse("pro:wrong");
        List<UsageReport> reports = reports(20);
        reports.set(12, report("pro:wrong", 1));

        List<Future<Boolean>> told = tellWhileOneIsOnItsWay(reports);

        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).get()).isEqualTo(i != 13);
        }
        assertThat(stripe.account.meters.counted())
                .hasSize(20)
                .extracting(Counted::identifier)
                .doesNotHaveDuplicates();
    }

    /** What is certain about one half stays so, whichever is told first. */
    @ParameterizedTest
    @CsvSource({"12, 3", "3, 12"})
    void aFailureIsOfThePartThatFailedAndNotOfTheGuiltyOne(int guilty, int failing) throws Exception {
        stripe.account.meters.streams.refuse("pro:wrong");
        List<UsageReport> reports = reports(20);
        reports.set(guilty, report("pro:wrong", 1));
        String there = reports.get(failing).id().value();
        trouble = call -> Optional.of(Fault.DONE_AND_BAD_GATEWAY)
                .filter(any ->
                        call.sent().path("events").size() == 10 && call.body().contains(there));

        List<Future<Boolean>> told = tellWhileOneIsOnItsWay(reports);

        for (int i = 0; i < reports.size(); i++) {
            Future<Boolean> each = told.get(i + 1);
            if (i / 10 == failing / 10) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(each::get)
                        .withCauseInstanceOf(UnavailableException.class);
            } else {
                assertThat(each.get()).as("report %d", i).isEqualTo(i != guilty);
            }
        }
        for (UsageReport report : reports.subList(failing / 10 * 10, failing / 10 * 10 + 10)) {
            assertThat(isTaken(report)).isTrue();
        }
        assertThat(stripe.account.meters.counted())
                .hasSize(20)
                .extracting(Counted::identifier)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCallThatIsNotAnsweredIsToldAgainByAllOfItAndCountedOnce() throws Exception {
        trouble = call -> Optional.of(Fault.DONE_AND_BAD_GATEWAY);
        List<UsageReport> reports = reports(150);
        for (Future<Boolean> each : tellWhileOneIsOnItsWay(reports)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(each::get)
                    .withCauseInstanceOf(UnavailableException.class);
        }
        trouble = call -> Optional.empty();

        for (UsageReport report : reports) {
            assertThat(isTaken(report)).isTrue();
        }
        assertThat(stripe.account.meters.counted())
                .hasSize(151)
                .extracting(Counted::identifier)
                .doesNotHaveDuplicates();
    }

    private static List<UsageReport> reports(int count) {
        List<UsageReport> reports = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            reports.add(report(i));
        }
        return reports;
    }

    /** Whether each was taken. */
    private List<Future<Boolean>> tellWhileOneIsOnItsWay(List<UsageReport> reports) {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        stripe.failsByChance(call -> {
            if (call.is(STREAM)) {
                arrived.countDown();
                await(goesOn);
            }
            return call.is(STREAM) ? trouble.apply(call) : Optional.empty();
        });
        List<Future<Boolean>> told = new ArrayList<>();
        told.add(threads.submit(() -> isTaken(report(9_999))));
        await(arrived);
        for (UsageReport report : reports) {
            told.add(threads.submit(() -> isTaken(report)));
            // in the order in which they are told
            while (events.waiting() < told.size() - 1) {
                Thread.onSpinWait();
            }
        }
        goesOn.countDown();
        return told;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(UsageReport report) {
        try {
            events.send(report, CUSTOMER);
            return true;
        } catch (StripeRefusal refusal) {
            return false;
        }
    }
}
