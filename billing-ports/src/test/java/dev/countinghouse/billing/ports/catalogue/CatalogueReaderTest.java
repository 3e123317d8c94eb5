package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.SourceText;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReaderTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Map<MeterKey, Meter> METERS = CatalogueReader.read(
                    "meters",
                    """
                    catalogue: 1
                    meters:
                      runs: {unit: run, event: agent.run, aggregation: count, dimensions: [region, status]}
                    """)
            .orThrow()
            .meters();

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.10", "1e-1", "\"0.1\"", "100e-3"})
    void aPriceIsTakenFromItsDigitsHoweverItIsWritten(String price) {
        assertThat(charge("{meter: runs, per_unit: " + price + "}").model())
                .isEqualTo(new PerUnit(Rate.of("0.1", USD, 1)));
        assertThat(charge("{\"meter\": \"runs\", \"per_unit\": {\"price\": " + price + "}}")
                        .model())
                .isEqualTo(new PerUnit(Rate.of("0.1", USD, 1)));
    }

    @Test
    void digitsBeyondABinaryFloatAreKept() {
        assertThat(charge("{meter: runs, per_unit: 0.1234567890123456789012345}")
                        .model())
                .isEqualTo(new PerUnit(Rate.of("0.1234567890123456789012345", USD, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "NO", "on", "yes", "1.10", "010", "null-ish", "22:00", "2026-01-01"})
    void textsThatYamlWouldTurnIntoSomethingElseStayTexts(String region) {
        assertThat(charge("{meter: runs, per_unit: 1, filter: {region: " + region + "}}")
                        .filter())
                .isEqualTo(Filter.where("region", region));
    }

    @Test
    void aFilterCanAskForUsageThatDoesNotCarryAProperty() {
        assertThat(charge("{meter: runs, per_unit: 1, filter: {region: \"\"}}").filter())
                .isEqualTo(Filter.where("region", ""));
    }

    @Test
    void aFeeComesInAdvanceAndIsProratedUnlessItSaysOtherwise() {
        assertThat(charge("fee: 10.00")).satisfies(fee -> {
            assertThat(fee.timing()).isEqualTo(Charge.Timing.ADVANCE);
            assertThat(fee.prorated()).isTrue();
        });
        assertThat(charge("{fee: 10.00, in: arrears, prorated: false}")).satisfies(fee -> {
            assertThat(fee.timing()).isEqualTo(Charge.Timing.ARREARS);
            assertThat(fee.prorated()).isFalse();
        });
    }

    @Test
    void aSingleChargeIsRefusedWithItsErrors() {
        ReadOutcome<Charge> outcome =
                CatalogueReader.readCharge(new ChargeKey("try"), "{meter: run, per_unit: -1}", METERS, USD);
        assertThat(outcome.<List<CatalogueError>>fold(charge -> List.of(), errors -> errors))
                .extracting(CatalogueError::toString)
                .containsExactly(
                        "try:1:9: meter names meter 'run' (did you mean 'runs'?), the meters are [runs]",
                        "try:1:24: per_unit is '-1', it must not be negative");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheText() {
        assertThat(read("\uFEFFcatalogue: 1\n")).isEqualTo(new ReadOutcome.Read<>(Catalogue.EMPTY));
    }

    @Test
    void aTextBeyondTheLimitIsNotParsed() {
        String text = "catalogue: 1\n#" + "x".repeat(SourceText.MAX_CHARACTERS);
        assertThat(errors(text)).singleElement().satisfies(error -> assertThat(error.message())
                .contains("more than " + SourceText.MAX_CHARACTERS));
    }

    @Test
    void errorsWithoutEndAreCut() {
        StringBuilder text = new StringBuilder("catalogue: 1\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("wrong").append(i).append(": 1\n");
        }
        assertThat(errors(text.toString())).hasSize(Problems.MAX);
    }

    @Test
    void aPlanWithThousandsOfChargesIsReadAndItsConflictFound() {
        StringBuilder text = new StringBuilder("catalogue: 1\ncurrency: USD\nmeters:\n"
                + "  runs: {unit: run, event: agent.run, aggregation: count}\nplans:\n  basic:\n    every: month\n"
                + "    allowances: {runs: {included: 1, cap: none}}\n    charges:\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("      fee").append(i).append(": {fee: 1}\n");
        }
        text.append("      first: {meter: runs, per_unit: 1}\n      second: {meter: runs, per_unit: 1}\n");
        assertThat(errors(text.toString())).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("plans.basic.charges.second");
            assertThat(error.line()).isEqualTo(5_011);
        });
    }

    private static Charge charge(String text) {
        return CatalogueReader.readCharge(new ChargeKey("charge"), text, METERS, USD)
                .orThrow();
    }

    private static ReadOutcome<Catalogue> read(String text) {
        return CatalogueReader.read("test", text);
    }

    private static List<CatalogueError> errors(String text) {
        return read(text).<List<CatalogueError>>fold(catalogue -> List.of(), errors -> errors);
    }
}
