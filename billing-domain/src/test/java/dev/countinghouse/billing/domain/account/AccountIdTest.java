package dev.countinghouse.billing.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountIdTest {

    @Test
    void anyTextIsAnId() {
        String text = "Acme & Söhne / 東京 \uD83D\uDE00";

        assertThat(new AccountId(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0000", "0009", "000A", "001A", "007F", "0085", "D83D", "DE00"})
    void controlCharactersAreRefused(String code) {
        char character = (char) Integer.parseInt(code, 16);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountId("ac" + character + "me"))
                .withMessageContaining("'ac?me'")
                .withMessageContaining("U+" + code);
    }
}
