package dev.countinghouse.billing.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyId ID = KeyId.at(NOW, RANDOM);

    private final Credential first = Credential.draw(ID, RANDOM);
    private final Credential second = Credential.draw(ID, RANDOM);

    @Test
    void aCredentialIsReadAsItWasWrittenAndLoggedWithoutItsSecret() {
        assertThat(first.text()).matches("chk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}");
        assertThat(Credential.parse(first.text())).contains(first);
        assertThat(first.toString()).isEqualTo("chk_" + ID + "_…").doesNotContain(first.secret());
    }

    @Test
    void whatIsNoCredentialIsNone() {
        String text = first.text();
        for (String other : List.of(
                "",
                "chk_",
                text + "A",
                text.substring(1),
                text.replace("chk_", "sk_"),
                text.replace('_', '.'),
                " " + text)) {
            assertThat(Credential.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void secretsHave256BitsAndNoTwoAreTheSame() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String secret = Credential.draw(ID, RANDOM).secret();
            assertThat(java.util.Base64.getUrlDecoder().decode(secret)).hasSize(32);
            secrets.add(secret);
        }
        assertThat(secrets).hasSize(1000);
    }

    @Test
    void idsAreVersion7AndSortByTheirTime() {
        List<KeyId> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(KeyId.at(NOW.plusMillis(i), RANDOM));
        }
        assertThat(ids).isSorted();
        // 2026-03-01T00:00:00Z is 1,772,323,200,000 ms or 19ca6b1dc00 in hex
        assertThat(ids.get(0).value()).matches("019ca6b1dc007[0-9a-f]{3}[89ab][0-9a-f]{15}");
    }

    @Test
    void aHashIsSha256OfTheSecret() {
        // FIPS 180-2, appendix B.1
        assertThat(SecretHash.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aKeyIsProvenByItsOwnSecretOnly() {
        ApiKey key = key(Optional.empty());

        assertThat(key.isProvenBy(first, NOW)).isTrue();
        assertThat(key.isProvenBy(second, NOW)).isFalse();
        assertThat(key.isProvenBy(new Credential(KeyId.at(NOW, RANDOM), first.secret()), NOW))
                .isFalse();
    }

    @Test
    void aKeyCountsUntilItExpires() {
        ApiKey key = key(Optional.of(NOW.plusSeconds(10)));

        assertThat(key.isProvenBy(first, NOW.plusSeconds(10).minusNanos(1))).isTrue();
        assertThat(key.isProvenBy(first, NOW.plusSeconds(10))).isFalse();
    }

    @Test
    void aKeyThatIsRevokedStaysSo() {
        ApiKey revoked = key(Optional.empty()).revoked(NOW.plusSeconds(5));

        assertThat(revoked.isProvenBy(first, NOW.plusSeconds(5))).isFalse();
        assertThat(revoked.revoked(NOW.plusSeconds(9))).isEqualTo(revoked);
        assertThat(revoked.canRotateAt(NOW.plusSeconds(9))).isFalse();
    }

    @Test
    void afterARotationBothSecretsCountForTheOverlap() {
        ApiKey rotated = key(Optional.empty()).rotated(SecretHash.of(second.secret()), NOW, Duration.ofHours(24));
        Instant end = NOW.plus(Duration.ofHours(24));

        assertThat(rotated.isProvenBy(first, end.minusNanos(1))).isTrue();
        assertThat(rotated.isProvenBy(first, end)).isFalse();
        assertThat(rotated.isProvenBy(second, end)).isTrue();
    }

    @Test
    void withoutOverlapTheOldSecretEndsAtOnce() {
        ApiKey rotated = key(Optional.empty()).rotated(SecretHash.of(second.secret()), NOW, Duration.ZERO);

        assertThat(rotated.isProvenBy(first, NOW)).isFalse();
        assertThat(rotated.isProvenBy(second, NOW)).isTrue();
    }

    @Test
    void aLaterRotationDoesNotGiveAnEarlierSecretMoreTime() {
        ApiKey twice = key(Optional.empty())
                .rotated(SecretHash.of(second.secret()), NOW, Duration.ofHours(1))
                .rotated(SecretHash.of("third"), NOW.plusSeconds(1), Duration.ofHours(24));

        assertThat(twice.isProvenBy(first, NOW.plus(Duration.ofHours(1)))).isFalse();
        assertThat(twice.isProvenBy(second, NOW.plus(Duration.ofHours(24)))).isTrue();
        assertThat(twice.isProvenBy(second, NOW.plus(Duration.ofHours(24)).plusSeconds(1)))
                .isFalse();
    }

    @Test
    void secretsDoNotPileUp() {
        ApiKey key = key(Optional.empty());
        for (int i = 0; i < 4; i++) {
            assertThat(key.canRotateAt(NOW)).isTrue();
            key = key.rotated(SecretHash.of("secret " + i), NOW, Duration.ofHours(1));
        }
        assertThat(key.canRotateAt(NOW)).isFalse();
        assertThat(key.canRotateAt(NOW.plus(Duration.ofHours(1)))).isTrue();
        assertThat(key.rotated(SecretHash.of("last"), NOW.plus(Duration.ofHours(1)), Duration.ZERO)
                        .secrets())
                .hasSize(2);
    }

    @Test
    void scopesImplyOthers() {
        assertThat(implied(KeyScope.READ)).containsExactly(KeyScope.READ);
        assertThat(implied(KeyScope.WRITE)).containsExactly(KeyScope.WRITE);
        assertThat(implied(KeyScope.BILLING)).containsExactly(KeyScope.READ, KeyScope.BILLING);
        assertThat(implied(KeyScope.ADMIN)).containsExactly(KeyScope.values());
        assertThat(implied(KeyScope.WRITE, KeyScope.READ)).containsExactly(KeyScope.READ, KeyScope.WRITE);
    }

    private static Collection<KeyScope> implied(KeyScope... scopes) {
        return KeyScope.implied(Arrays.asList(scopes));
    }

    @Test
    void whatIsNoKeyIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(" ", KeyScope.READ))
                .withMessageContaining("name");
        assertThatIllegalArgumentException().isThrownBy(() -> named("x".repeat(201), KeyScope.READ));
        assertThatIllegalArgumentException().isThrownBy(() -> named("x")).withMessageContaining("scope");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(
                        ID,
                        "x",
                        new TreeSet<>(List.of(KeyScope.READ)),
                        Optional.empty(),
                        Optional.of(new ProjectId("search")),
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
                .withMessageContaining("account");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(Optional.empty()).rotated(SecretHash.of("x"), NOW, Duration.ofSeconds(-1)))
                .withMessageContaining("negative");
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyId("ABC")).withMessageContaining("'ABC'");
    }

    private static ApiKey named(String name, KeyScope... scopes) {
        return new ApiKey(
                ID,
                name,
                new TreeSet<>(List.of(scopes)),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private ApiKey key(Optional<Instant> expiresAt) {
        return new ApiKey(
                ID,
                "test",
                new TreeSet<>(List.of(KeyScope.READ)),
                Optional.of(new AccountId("acme")),
                Optional.empty(),
                NOW,
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                List.of(new KeySecret(SecretHash.of(first.secret()), NOW, Optional.empty())));
    }
}
