package dev.countinghouse.app.payment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class InvoicingSettingTest {

    @Test
    void stripeDoesNotInvoiceByAClockThatIsMovedByHand() {
        assertThatIllegalStateException()
                .isThrownBy(() -> InvoicingSetting.requireRealTime(true))
                .withMessageContaining("countinghouse.test-clock");
        assertThatCode(() -> InvoicingSetting.requireRealTime(false)).doesNotThrowAnyException();
    }
}
