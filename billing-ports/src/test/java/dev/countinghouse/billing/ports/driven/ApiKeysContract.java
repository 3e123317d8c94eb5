package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

public abstract class ApiKeysContract extends StorageContract {

    private static final Optional<AccountId> ALL = Optional.empty();
    private static final ApiKey ACMES = Samples.key(1, Optional.of(ACME));
    private static final ApiKey GLOBEXS = Samples.key(2, Optional.of(GLOBEX));
    private static final ApiKey OF_ALL = Samples.key(3, ALL);

    @Test
    void keysComeBackAsTheyWere() {
        add(ACMES, OF_ALL);

        assertThat(found(ACMES)).contains(ACMES);
        assertThat(found(OF_ALL)).contains(OF_ALL);
        assertThat(found(GLOBEXS)).isEmpty();
    }

    @Test
    void anIdIsTakenOnceByWhomever() {
        add(ACMES);

        assertThatIllegalStateException().isThrownBy(() -> add(Samples.key(1, Optional.of(GLOBEX))));
        assertThatIllegalStateException().isThrownBy(() -> add(Samples.key(1, ALL)));
        assertThat(found(ACMES)).contains(ACMES);
    }

    @Test
    void boundToAnAccountOnlyItsKeysAreThere() {
        add(ACMES, GLOBEXS, OF_ALL);

        assertThat(in(ACME, () -> storage.keys().find(ACMES.id()))).contains(ACMES);
        assertThat(in(ACME, () -> storage.keys().find(GLOBEXS.id()))).isEmpty();
        assertThat(in(ACME, () -> storage.keys().find(OF_ALL.id()))).isEmpty();
        assertThat(in(ACME, () -> storage.keys().lock(GLOBEXS.id()))).isEmpty();
        assertThat(in(ACME, () -> storage.keys().lock(OF_ALL.id()))).isEmpty();
    }

    @Test
    void whatIsOutOfScopeIsNeitherListedNorWritten() {
        add(ACMES, GLOBEXS, OF_ALL);

        refused(() -> storage.keys().list(ALL, Optional.empty(), 10));
        refused(() -> storage.keys().list(Optional.of(GLOBEX), Optional.empty(), 10));
        for (ApiKey foreign : List.of(GLOBEXS, OF_ALL)) {
            refused(() -> {
                storage.keys().save(foreign.revoked(START));
                return true;
            });
            refused(() -> {
                storage.keys().used(foreign, START);
                return true;
            });
        }
        refused(() -> {
            storage.keys().add(Samples.key(4, ALL));
            return true;
        });
        assertThat(found(GLOBEXS)).contains(GLOBEXS);
        assertThat(found(OF_ALL)).contains(OF_ALL);
    }

    private void refused(Supplier<?> work) {
        assertThatIllegalStateException().isThrownBy(() -> in(ACME, work));
    }

    @Test
    void whatWasRotatedAndRevokedIsKept() {
        add(ACMES, OF_ALL);
        for (ApiKey key : List.of(ACMES, OF_ALL)) {
            ApiKey changed = key.rotated(SecretHash.of("next"), START.plusSeconds(60), Duration.ofHours(24))
                    .revoked(START.plusSeconds(90));
            as(key, () -> {
                assertThat(storage.keys().lock(key.id())).contains(key);
                storage.keys().save(changed);
                return true;
            });
            assertThat(found(key)).contains(changed);
        }
    }

    @Test
    void savingWhatIsNotThereFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> as(ACMES, () -> {
                    storage.keys().save(ACMES);
                    return true;
                }));
    }

    @Test
    void keysAreListedInPagesByIdEachAccountsForItself() {
        List<ApiKey> acmes = List.of(ACMES, Samples.key(5, Optional.of(ACME)), Samples.key(9, Optional.of(ACME)));
        add(acmes.get(2), GLOBEXS, OF_ALL, acmes.get(0), acmes.get(1));

        assertThat(list(Optional.of(ACME), Optional.empty(), 2)).isEqualTo(acmes.subList(0, 2));
        assertThat(list(Optional.of(ACME), Optional.of(acmes.get(1)), 2)).isEqualTo(acmes.subList(2, 3));
        assertThat(list(Optional.of(GLOBEX), Optional.empty(), 9)).containsExactly(GLOBEXS);
        assertThat(list(ALL, Optional.empty(), 9)).containsExactly(OF_ALL);
    }

    @Test
    void theSystemListsTheKeysOfAnAccountToo() {
        add(ACMES, GLOBEXS, OF_ALL);

        assertThat(asSystem(() -> storage.keys().list(Optional.of(ACME), Optional.empty(), 9)))
                .containsExactly(ACMES);
    }

    @Test
    void theLastUseIsKnownToAMinute() {
        add(ACMES, OF_ALL);
        for (ApiKey key : List.of(ACMES, OF_ALL)) {
            use(key, START.plusSeconds(100));
            assertThat(lastUse(key)).contains(START.plusSeconds(100));
            use(key, START.plusSeconds(159));
            use(key, START.plusSeconds(50));
            assertThat(lastUse(key)).contains(START.plusSeconds(100));
            use(key, START.plusSeconds(160));
            assertThat(lastUse(key)).contains(START.plusSeconds(160));
        }
    }

    @Test
    void aUseDoesNotUndoWhatChangedMeanwhile() {
        add(ACMES);
        as(ACMES, () -> {
            storage.keys().save(ACMES.revoked(START.plusSeconds(5)));
            return true;
        });
        use(ACMES, START.plusSeconds(10));

        assertThat(found(ACMES).orElseThrow().revokedAt()).contains(START.plusSeconds(5));
    }

    @Test
    void whatFailsIsUndone() {
        undone(Scope.of(ACME), () -> storage.keys().add(ACMES));
        assertThat(found(ACMES)).isEmpty();

        add(ACMES);
        undone(Scope.of(ACME), () -> storage.keys().save(ACMES.revoked(START)));
        undone(Scope.of(ACME), () -> storage.keys().used(ACMES, START));
        assertThat(found(ACMES)).contains(ACMES);
    }

    @Test
    void changesAtOnceAllStay() {
        add(ACMES);
        Race.of(
                4,
                thread -> as(ACMES, () -> {
                    ApiKey locked = storage.keys().lock(ACMES.id()).orElseThrow();
                    storage.keys().save(locked.rotated(SecretHash.of("next " + thread), START, Duration.ofHours(1)));
                    return true;
                }));

        assertThat(found(ACMES).orElseThrow().secrets()).hasSize(5);
    }

    private void add(ApiKey... keys) {
        for (ApiKey key : keys) {
            as(key, () -> {
                storage.keys().add(key);
                return true;
            });
        }
    }

    private void use(ApiKey key, Instant at) {
        as(key, () -> {
            storage.keys().used(key, at);
            return true;
        });
    }

    private Optional<Instant> lastUse(ApiKey key) {
        return found(key).orElseThrow().lastUsedAt();
    }

    private Optional<ApiKey> found(ApiKey key) {
        return asSystem(() -> storage.keys().find(key.id()));
    }

    private List<ApiKey> list(Optional<AccountId> account, Optional<ApiKey> after, int limit) {
        return storage.transactions()
                .inTransaction(scope(account), () -> storage.keys().list(account, after.map(ApiKey::id), limit));
    }

    /** As whoever writes that key. */
    private <T> T as(ApiKey key, Supplier<T> work) {
        return storage.transactions().inTransaction(scope(key.account()), work);
    }

    private static Scope scope(Optional<AccountId> account) {
        return account.map(Scope::of).orElse(Scope.SYSTEM);
    }
}
