package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.RotateKey;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final Optional<Instant> NEVER = Optional.empty();

    private final Workbench bench = Shop.opened();

    @Test
    void aCredentialProvesItsKeyUntilTheKeyIsRevoked() {
        IssueKey.Outcome.Issued issued = issued(Optional.of(ACME), NEVER);

        assertThat(check(issued.credential()))
                .map(ApiKey::id)
                .contains(issued.key().id());
        assertThat(check(Credential.draw(issued.key().id(), new java.security.SecureRandom())))
                .isEmpty();
        assertThat(bench.engine.checkKey().check("anything")).isEmpty();

        bench.engine.revokeKey().revoke(issued.key().id());
        ApiKey revoked = bench.engine.revokeKey().revoke(issued.key().id());
        assertThat(check(issued.credential())).isEmpty();
        assertThat(revoked.revokedAt()).contains(bench.clock.instant());
        assertThat(bench.engine.rotateKey().rotate(revoked.id(), Duration.ZERO))
                .isInstanceOf(RotateKey.Outcome.Refused.class);
    }

    @Test
    void aKeyEndsWhenItSaysSo() {
        Instant end = bench.clock.instant().plusSeconds(60);
        Credential credential = issued(Optional.empty(), Optional.of(end)).credential();

        assertThat(check(credential)).isPresent();
        bench.clock.set(end);
        assertThat(check(credential)).isEmpty();
    }

    @Test
    void afterARotationBothTokensCountForTheOverlap() {
        IssueKey.Outcome.Issued issued = issued(Optional.of(ACME), NEVER);
        RotateKey.Outcome.Rotated rotated = (RotateKey.Outcome.Rotated)
                bench.engine.rotateKey().rotate(issued.key().id(), Duration.ofHours(24));

        assertThat(check(issued.credential())).isPresent();
        assertThat(check(rotated.credential())).isPresent();
        bench.clock.advance(Duration.ofHours(24));
        assertThat(check(issued.credential())).isEmpty();
        assertThat(check(rotated.credential())).isPresent();
    }

    @Test
    void theLastUseIsNotedOnceAMinute() {
        Instant start = bench.clock.instant();
        IssueKey.Outcome.Issued issued = issued(Optional.of(ACME), NEVER);
        assertThat(lastUse(issued.key().id())).isEmpty();

        check(issued.credential());
        assertThat(lastUse(issued.key().id())).contains(start);
        bench.clock.advance(Duration.ofSeconds(59));
        check(issued.credential());
        assertThat(lastUse(issued.key().id())).contains(start);
        bench.clock.advance(Duration.ofSeconds(1));
        check(issued.credential());
        assertThat(lastUse(issued.key().id())).contains(start.plusSeconds(60));
    }

    @Test
    void keysAreListedByAccount() {
        bench.open(GLOBEX);
        ApiKey acmes = issued(Optional.of(ACME), NEVER).key();
        ApiKey globexs = issued(Optional.of(GLOBEX), NEVER).key();
        ApiKey ofAll = issued(Optional.empty(), NEVER).key();

        assertThat(bench.engine.readKeys().list(Optional.of(ACME), Optional.empty(), 9))
                .containsExactly(acmes);
        assertThat(bench.engine.readKeys().list(Optional.of(GLOBEX), Optional.empty(), 9))
                .containsExactly(globexs);
        assertThat(bench.engine.readKeys().list(Optional.empty(), Optional.empty(), 9))
                .containsExactly(ofAll);
    }

    @Test
    void whatIsNotThereIsSaid() {
        KeyId unknown = new KeyId("0".repeat(32));

        assertThatThrownBy(() -> issue(Optional.of(new AccountId("nobody")), NEVER))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> bench.engine.revokeKey().revoke(unknown)).isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> bench.engine.rotateKey().rotate(unknown, Duration.ZERO))
                .isInstanceOf(UnknownException.class);
        assertThat(bench.engine.readKeys().find(unknown)).isEmpty();
    }

    @Test
    void aKeyThatHasEndedAlreadyIsNotIssued() {
        assertThat(issue(Optional.of(ACME), Optional.of(bench.clock.instant())))
                .isInstanceOf(IssueKey.Outcome.Refused.class);
        assertThat(bench.engine.readKeys().list(Optional.of(ACME), Optional.empty(), 9))
                .isEmpty();
    }

    private IssueKey.Outcome.Issued issued(Optional<AccountId> account, Optional<Instant> expiresAt) {
        return (IssueKey.Outcome.Issued) issue(account, expiresAt);
    }

    private IssueKey.Outcome issue(Optional<AccountId> account, Optional<Instant> expiresAt) {
        return bench.engine
                .issueKey()
                .issue(new IssueKey.Order(
                        "test", new TreeSet<>(List.of(KeyScope.READ)), account, Optional.empty(), expiresAt));
    }

    private Optional<ApiKey> check(Credential credential) {
        return bench.engine.checkKey().check(credential.text());
    }

    private Optional<Instant> lastUse(KeyId key) {
        return bench.engine.readKeys().find(key).orElseThrow().lastUsedAt();
    }
}
