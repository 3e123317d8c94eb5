package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C6 and C7: a session by the second at a price per hour, by user type and size; storage by GB and month. */
class C6SessionPriceTest {

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", ExampleCatalogue.PREPAID_SESSIONS.catalogue());

    @ParameterizedTest
    @CsvSource({
        "free, small, 0.05",
        "free, medium, 0.075",
        "free, large, 0.10",
        "free, gpu, 0.25",
        "pro, small, 0.025",
        "pro, medium, 0.0375",
        "pro, large, 0.05",
        "pro, gpu, 0.125",
        "enterprise, small, 0.01",
        "enterprise, medium, 0.015",
        "enterprise, large, 0.02",
        "enterprise, gpu, 0.05",
        "admin, gpu, 0.00",
    })
    void anHourCostsWhatTheTableSaysAndASecondA3600thOfIt(String type, String size, String perHour) {
        bench.open(ACME).subscribe(ACME, type);
        session(size, 3_600);
        session(size, 1);

        Fraction expected = Fraction.parse(perHour).times(Fraction.of(3_601, 3_600));
        assertThat(sessions().amount().value()).isEqualTo(expected);
    }

    @Test
    void sessionsOfAllSizesAddUpExactly() {
        bench.open(ACME).subscribe(ACME, "pro");
        for (String size : List.of("small", "medium", "large", "gpu")) {
            session(size, 7);
        }

        assertThat(sessions().amount().value())
                .isEqualTo(Fraction.parse("0.2375").times(Fraction.of(7, 3_600)));
    }

    @Test
    void creditsPayForSessionsSoTheInvoiceShowsThemAndAsksForNothing() {
        bench.open(ACME).subscribe(ACME, "pro");
        session("gpu", 36_000);
        List<IssuedInvoice> closing = bench.on("2026-04-01T00:00:00Z").close(ACME);

        assertThat(totals(closing)).containsExactly("0.00");
        assertThat(closing.get(0).content().lines()).isEmpty();
        assertThat(closing.get(0).content().paidWithCredits())
                .singleElement()
                .satisfies(line -> assertThat(line.amount().toDecimal()).isEqualTo("1.25"));
    }

    @Test
    void storageCostsItsAverageOverTheMonth() {
        bench.open(ACME).subscribe(ACME, "pro");
        bench.use(ACME, "storage.level", Map.of("gb", 100, "resource", "a", "kind", "gcs_bucket"));
        bench.on("2026-03-16T12:00:00Z");
        bench.use(ACME, "storage.level", Map.of("gb", 0, "resource", "a", "kind", "gcs_bucket"));

        assertThat(bench.engine.readUsage().live(ACME, Instant.parse("2026-04-01T00:00:00Z")))
                .singleElement()
                .satisfies(line -> assertThat(line.amount().value()).isEqualTo(Fraction.ONE));
    }

    private void session(String size, int seconds) {
        bench.use(ACME, "session.runtime", Map.of("seconds", seconds, "size", size));
    }

    private RatedLine sessions() {
        return bench.engine
                .readUsage()
                .live(ACME, Instant.parse("2026-03-02T00:00:00Z"))
                .get(0);
    }
}
