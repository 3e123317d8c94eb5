package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaxIdFormTest {

    @ParameterizedTest
    @CsvSource({
        "DE123456789, eu_vat, DE123456789",
        "de 123.456-789, eu_vat, DE123456789",
        "ATU12345678, eu_vat, ATU12345678",
        "IE1234567FA, eu_vat, IE1234567FA",
        "EL123456789, eu_vat, EL123456789",
        "XI123456789, eu_vat, XI123456789",
        "GB 123 4567 89, gb_vat, GB123456789",
        "GB123456789123, gb_vat, GB123456789123",
        "GBGD123, gb_vat, GBGD123",
        "CHE-123.456.789 MWST, ch_vat, CHE-123.456.789 MWST",
        "CHE123456789TVA, ch_vat, CHE-123.456.789 TVA",
        "123456789MVA, no_vat, 123456789MVA",
        "NO 123 456 789 MVA, no_vat, 123456789MVA",
        "12ABCDE3456FGZH, in_gst, 12ABCDE3456FGZH",
    })
    void itsKindIsTold(String text, String type, String value) {
        TaxIdForm form = TaxIdForm.of(text).orElseThrow();

        assertThat(form.type().getValue()).isEqualTo(type);
        assertThat(form.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "12-3456789", "123456789", "DE", "DEPOT", "US123456789", "CHE123456789", "GB12345678"})
    void othersAreOfNoKindThatCanBeTold(String text) {
        assertThat(TaxIdForm.of(text)).isEmpty();
    }
}
