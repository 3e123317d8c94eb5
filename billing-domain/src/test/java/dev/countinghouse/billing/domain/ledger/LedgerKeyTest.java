package dev.countinghouse.billing.domain.ledger;

import static dev.countinghouse.billing.domain.ledger.Entries.ACME;
import static dev.countinghouse.billing.domain.ledger.Entries.KEY;
import static dev.countinghouse.billing.domain.ledger.Entries.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerKeyTest {

    private static final String HEX = "00112233445566778899aabbccddeeff".repeat(2);

    private static final JournalEntry ENTRY = new JournalEntry(
            ACME,
            7,
            EntryKind.USAGE_CORRECTION,
            Optional.empty(),
            "Zürich",
            Instant.parse("2026-03-01T10:00:00.25Z"),
            List.of(posting(LedgerAccount.BONUS, "g-1", "0.0375"), posting(LedgerAccount.CONSUMED, "-0.0375")));

    @Test
    void sealIsTheHmacOfTheSealBeforeAndOfEveryFieldBehindItsLength() throws Exception {
        String before = "ab".repeat(32);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.write(HexFormat.of().parseHex(before));
        for (String field : List.of(
                "acme",
                "7",
                "usage_correction",
                "",
                "Zürich",
                "2026-03-01T10:00:00.250Z",
                "2",
                "bonus",
                "g-1",
                "0.0375",
                "USD",
                "consumed",
                "",
                "-0.0375",
                "USD")) {
            data.writeInt(field.getBytes(StandardCharsets.UTF_8).length);
            data.write(field.getBytes(StandardCharsets.UTF_8));
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(HEX), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(bytes.toByteArray()));

        assertThat(KEY.seal(new EntrySeal(before), ENTRY)).isEqualTo(new EntrySeal(expected));
    }

    @Test
    void fieldsThatReadTheSameInARowHaveOtherSeals() {
        JournalEntry moved = new JournalEntry(
                ACME, 7, ENTRY.kind(), Optional.of(new CommandKey("Zürich")), "", ENTRY.at(), ENTRY.postings());
        assertThat(KEY.seal(EntrySeal.NONE, moved)).isNotEqualTo(KEY.seal(EntrySeal.NONE, ENTRY));
    }

    @Test
    void anotherKeyAndAnotherEntryBeforeGiveOtherSeals() {
        EntrySeal seal = KEY.seal(EntrySeal.NONE, ENTRY);
        assertThat(LedgerKey.of("f".repeat(64)).seal(EntrySeal.NONE, ENTRY)).isNotEqualTo(seal);
        assertThat(KEY.seal(seal, ENTRY)).isNotEqualTo(seal);
        assertThat(LedgerKey.of(HEX.toUpperCase(java.util.Locale.ROOT)).seal(EntrySeal.NONE, ENTRY))
                .isEqualTo(seal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "00112233445566778899aabbccddeeff", "g0112233445566778899aabbccddeeff"})
    void keyOfAnotherFormIsRefusedAndNotRepeated(String hex) {
        assertThatThrownBy(() -> LedgerKey.of(hex))
                .hasMessage("the ledger's key has " + hex.length()
                        + " characters, it must be 64 hex digits, such as the output of: openssl rand -hex 32");
    }

    @Test
    void keyIsNotShown() {
        assertThat(KEY).hasToString("LedgerKey");
    }
}
