package dev.countinghouse.billing.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {

    private static final String ONE = "11".repeat(32);
    private static final String OTHER = "22".repeat(32);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    /** Worked out with: printf … | openssl dgst -sha256 -hmac … -binary | base64. */
    @Test
    void theSignatureIsTheOneThatStandardWebhooksAsksFor() {
        SigningSecret secret = SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        MessageId id = new MessageId("msg_00000000000000000000000000000001");

        assertThat(SigningSecret.header(List.of(secret), id, Instant.ofEpochSecond(1_700_000_000), "{\"a\":\"é\"}"))
                .isEqualTo("v1,gW7ZAwsnQSOGC4XVhLOV2PCyiz/sQneIlYZKFEwyD78=");
    }

    @Test
    void eachSecretSignsWhileARotationLasts() {
        SigningSecret one = SigningSecret.draw(RANDOM);
        SigningSecret other = SigningSecret.draw(RANDOM);
        MessageId id = MessageId.of(new AccountId("acme"), "invoice.issued", "INV-1");

        assertThat(SigningSecret.header(List.of(one, other), id, NOW, "{}"))
                .isEqualTo(SigningSecret.header(List.of(one), id, NOW, "{}") + " "
                        + SigningSecret.header(List.of(other), id, NOW, "{}"));
    }

    @Test
    void whatASecretHasSignedItKnowsAgain() {
        SigningSecret one = SigningSecret.draw(RANDOM);
        SigningSecret other = SigningSecret.draw(RANDOM);
        String id = "msg_00000000000000000000000000000001";
        byte[] body = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);
        String header = SigningSecret.header(List.of(other, one), new MessageId(id), NOW, "{\"a\":\"é\"}");
        long second = NOW.getEpochSecond();

        assertThat(one.hasSigned(header, id, second, body)).isTrue();
        assertThat(other.hasSigned(header, id, second, body)).isTrue();
        assertThat(SigningSecret.draw(RANDOM).hasSigned(header, id, second, body))
                .isFalse();
        assertThat(one.hasSigned(header, id + "0", second, body)).isFalse();
        assertThat(one.hasSigned(header, id, second + 1, body)).isFalse();
        assertThat(one.hasSigned(header, id, second, new byte[0])).isFalse();
        assertThat(one.hasSigned(header.replace("v1,", "v2,"), id, second, body))
                .isFalse();
        assertThat(one.hasSigned("", id, second, body)).isFalse();
    }

    @Test
    void aSecretIsReadAsItWasShownAndSeenNowhereElse() {
        SigningSecret secret = SigningSecret.draw(RANDOM);
        MessageId id = MessageId.of(new AccountId("acme"), "invoice.issued", "INV-1");

        assertThat(SigningSecret.header(List.of(SigningSecret.parse(secret.text())), id, NOW, "{}"))
                .isEqualTo(SigningSecret.header(List.of(secret), id, NOW, "{}"));
        assertThat(secret.text()).hasSize("whsec_".length() + 44);
        assertThat(secret).hasToString("whsec_…");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse("whsec_c2hvcnQ="));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse("secret"));
    }

    @Test
    void aMessageIdIsMadeOfWhatTheMessageIsAbout() {
        MessageId id = MessageId.of(new AccountId("acme"), "invoice.issued", "INV-1");

        assertThat(MessageId.of(new AccountId("acme"), "invoice.issued", "INV-1"))
                .isEqualTo(id);
        assertThat(List.of(
                        MessageId.of(new AccountId("globex"), "invoice.issued", "INV-1"),
                        MessageId.of(new AccountId("acme"), "invoice.credited", "INV-1"),
                        MessageId.of(new AccountId("acme"), "invoice.issued", "INV-2")))
                .doesNotHaveDuplicates()
                .doesNotContain(id);
    }

    @Test
    void whatIsSealedOpensForItsContextAlone() {
        Keyring keyring = Keyring.of(List.of(ONE));
        String sealed = keyring.seal("whsec_x", "endpoint 1", RANDOM);

        assertThat(sealed).doesNotContain("whsec");
        assertThat(keyring.open(sealed, "endpoint 1")).isEqualTo("whsec_x");
        assertThat(keyring.seal("whsec_x", "endpoint 1", RANDOM)).isNotEqualTo(sealed);
        assertThatIllegalStateException()
                .isThrownBy(() -> keyring.open(sealed, "endpoint 2"))
                .withMessageContaining("endpoint 2");
        char last = sealed.charAt(sealed.length() - 3);
        String broken = sealed.substring(0, sealed.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 2);
        assertThatIllegalStateException().isThrownBy(() -> keyring.open(broken, "endpoint 1"));
        assertThatIllegalStateException().isThrownBy(() -> keyring.open("nothing", "endpoint 1"));
    }

    @Test
    void aKeyIsReplacedByPuttingAnotherBeforeIt() {
        String sealed = Keyring.of(List.of(ONE)).seal("whsec_x", "e", RANDOM);
        Keyring both = Keyring.of(List.of(OTHER, ONE));

        assertThat(both.open(sealed, "e")).isEqualTo("whsec_x");
        String anew = both.seal("whsec_x", "e", RANDOM);
        assertThat(Keyring.of(List.of(OTHER)).open(anew, "e")).isEqualTo("whsec_x");
        assertThatIllegalStateException()
                .isThrownBy(() -> Keyring.of(List.of(OTHER)).open(sealed, "e"))
                .withMessageContaining("not among those configured");
    }

    @Test
    void aKeyOfAnotherFormIsRefusedWithoutRepeatingIt() {
        for (String wrong : List.of("", "11", "not hex".repeat(10), ONE + "1")) {
            assertThatThrownBy(() -> Keyring.of(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 hex digits")
                    .satisfies(refused -> assertThat(wrong.length() < 3
                                    || !String.valueOf(refused.getMessage()).contains(wrong))
                            .isTrue());
        }
        assertThat(Keyring.of(List.of(ONE))).asString().doesNotContain(ONE);
    }
}
