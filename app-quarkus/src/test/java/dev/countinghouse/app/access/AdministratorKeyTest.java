package dev.countinghouse.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdministratorKeyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final BillingEngine engine =
            BillingEngine.builder().inMemory().clock(InstantSource.fixed(NOW)).build();

    @Test
    void aNewInstallationGetsOneKeyForEverythingAndNoOther() {
        Credential credential =
                AdministratorKey.issueWhereNoneCounts(engine, NOW).orElseThrow();
        ApiKey key = engine.checkKey().check(credential.text()).orElseThrow();

        assertThat(key.scopes()).containsExactly(KeyScope.ADMIN);
        assertThat(key.account()).isEmpty();
        assertThat(AdministratorKey.issueWhereNoneCounts(engine, NOW)).isEmpty();
    }

    @Test
    void whereTheLastOneWasRevokedTheNextStartGivesAnother() {
        Credential first = AdministratorKey.issueWhereNoneCounts(engine, NOW).orElseThrow();
        engine.revokeKey().revoke(first.key());

        Optional<Credential> second = AdministratorKey.issueWhereNoneCounts(engine, NOW);
        assertThat(second).isPresent();
        assertThat(engine.checkKey().check(first.text())).isEmpty();
    }
}
