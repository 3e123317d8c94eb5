package dev.countinghouse.adapter.stripe;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ReceiveNotices.Outcome;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripe takes an event, and tells later, by a thin event, that it cannot count it. */
class StripeMeterNoticeTest {

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters: {calls: {event: call, aggregation: count, unit: call}}
            plans:
              pro: {every: month, charges: {calls: {meter: calls, per_unit: 0.10}}}
            """;

    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final FakeStripe stripe = new FakeStripe(clock);
    private final Storage storage = InMemoryStorage.empty();
    private final StripeSettings settings = Fakes.settings(stripe.address(), 0);
    private final StripeConnection connection = new StripeConnection(settings, millis -> {}, clock);
    private final Workbench bench = new Workbench(storage, clock, wiring -> wiring.worldClock(clock)
            .payments(new StripePaymentGateway(connection, settings, storage, clock))
            .tellUsageTo(new StripeMeterGateway(connection, storage)));

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v1.billing.meter.error_report_triggered, 'related_object\": {\"id\": \"mtr_1\"}, \"'",
        "v1.billing.meter.no_meter_found, ''",
    })
    void whatIsNotCountedAfterAllIsSeenAndToldAgain(String type, String related) throws GeneralSecurityException {
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        stripe.account.meters.add("pro:calls");
        bench.open(ACME).subscribe(ACME, "pro");
        bench.count(ACME, "call", 5);
        bench.engine.reportUsage().report(ACME);
        UsageReport first = latest();
        assertThat(first.state()).isEqualTo(ReportState.SENT);
        stripe.account.meters.drop("evt_1", first.id().value(), "archived_meter");

        assertThat(receive("{\"" + related + "id\": \"evt_1\", \"object\": \"v2.core.event\", \"type\": \"" + type
                        + "\", \"created\": \"2026-03-01T00:00:00.000Z\"}"))
                .isInstanceOf(Outcome.Kept.class);
        assertThat(bench.engine.workOffNotices().next()).map(KeptNotice::state).contains(KeptNotice.State.DONE);
        assertThat(latest().state()).isEqualTo(ReportState.REFUSED);
        assertThat(latest().progress().reason()).contains("Stripe answered later: archived_meter");

        clock.advance(Duration.ofMinutes(1));
        assertThat(bench.engine.reportUsage().due(9)).containsExactly(ACME);
        bench.engine.reportUsage().report(ACME);
        assertThat(stripe.account.meters.counted()).singleElement().satisfies(counted -> {
            assertThat(counted.value()).isEqualTo(5);
            assertThat(counted.identifier()).isNotEqualTo(first.id().value());
        });
    }

    private UsageReport latest() {
        return bench.engine.readUsageReports().reports(ACME, 1).get(0);
    }

    private Outcome receive(String body) throws GeneralSecurityException {
        String header = Webhook.Signature.generateSignatureHeader(
                body, FakeStripe.WEBHOOK_SECRET, clock.instant().getEpochSecond());
        return bench.engine
                .receiveNotices()
                .receive(body.getBytes(StandardCharsets.UTF_8), Map.of("Stripe-Signature", header));
    }
}
