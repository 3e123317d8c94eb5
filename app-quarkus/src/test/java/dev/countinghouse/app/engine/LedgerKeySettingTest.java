package dev.countinghouse.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import dev.countinghouse.billing.domain.ledger.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerKeySettingTest {

    private static final String OLD = "7465737474657374746573747465737474657374746573747465737474657374";
    private static final String NEW = "ab".repeat(32);

    @Test
    void withoutOneOfItsOwnItIsMadeOfTheEncryptionKeyAndStaysWhatItWas() {
        // HMAC-SHA256 of "countinghouse ledger key 1" under the encryption key, as computed apart from this code
        String derived = "b949e7b3d40baa7ea65590f94faf6915e945f122110c97d5e49d209ff24b1f8d";
        assertThat(seal(Optional.empty(), OLD)).isEqualTo(seal(Optional.of(derived), NEW));
        assertThat(seal(Optional.empty(), NEW, OLD))
                .as("a new encryption key is put before the old one")
                .isEqualTo(seal(Optional.empty(), OLD));
        assertThat(seal(Optional.empty(), NEW)).isNotEqualTo(seal(Optional.empty(), OLD));
    }

    @Test
    void withoutAnyKeyThereIsNone() {
        assertThat(LedgerKeySetting.of(Optional.empty(), List.of())).isEmpty();
    }

    @Test
    void aKeyOfAnotherFormIsRefusedByItsName() {
        assertThatThrownBy(() -> LedgerKeySetting.of(Optional.of("secret"), List.of()))
                .hasMessageContaining("COUNTINGHOUSE_LEDGER_KEY")
                .hasMessageContaining("openssl rand -hex 32")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> LedgerKeySetting.of(Optional.empty(), List.of("secret")))
                .hasMessageContaining("COUNTINGHOUSE_ENCRYPTION_KEY")
                .hasMessageNotContaining("secret");
    }

    private static EntrySeal seal(Optional<String> set, String... encryptionKeys) {
        LedgerKey key = LedgerKeySetting.of(set, List.of(encryptionKeys)).orElseThrow();
        Credits one = Credits.parse("1", new CreditUnit("USD"));
        return key.seal(
                EntrySeal.NONE,
                new JournalEntry(
                        new AccountId("acme"),
                        1,
                        EntryKind.USAGE,
                        Optional.empty(),
                        "line",
                        Instant.EPOCH,
                        List.of(
                                Posting.of(LedgerAccount.CONSUMED, one),
                                Posting.of(LedgerAccount.OVERDRAWN, one.negate()))));
    }
}
