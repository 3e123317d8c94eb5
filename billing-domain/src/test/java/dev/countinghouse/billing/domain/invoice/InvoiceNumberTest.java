package dev.countinghouse.billing.domain.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceNumberTest {

    @Test
    void whatIsWrittenCanBeRead() {
        for (InvoiceNumber number : new InvoiceNumber[] {
            new InvoiceNumber("INV", 1), new InvoiceNumber("DE-2026", 999_999), new InvoiceNumber("INV", 1_000_000)
        }) {
            assertThat(InvoiceNumber.parse(number.toString())).contains(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "INV",
                "INV-",
                "INV-1",
                "INV-000000",
                "INV-0000001",
                "-000001",
                " -000001",
                "INV-00000x",
                "INV-9999999999999999999"
            })
    void noOtherTextIsANumber(String text) {
        assertThat(InvoiceNumber.parse(text)).isEmpty();
    }
}
