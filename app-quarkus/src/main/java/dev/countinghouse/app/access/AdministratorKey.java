package dev.countinghouse.app.access;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The key an installation begins with. Set by the operator it is kept nowhere but in his settings, and changing them changes
 * it. Else one is issued where no administrator's key counts any more, and shown once, on the console and not in the log.
 */
@Singleton
class AdministratorKey {

    /** Once the database is there. */
    private static final int SECOND = 2;

    private static final int SHORTEST = 32;
    private static final int PAGE = 100;

    private final Optional<SecretHash> configured;
    private final Instance<BillingEngine> engine;
    private final Instance<PostgresTransactions> transactions;
    private final Instance<EngineClock> clock;

    AdministratorKey(
            Settings settings,
            Instance<BillingEngine> engine,
            Instance<PostgresTransactions> transactions,
            Instance<EngineClock> clock) {
        this.configured = settings.adminKey().map(AdministratorKey::hash);
        this.engine = engine;
        this.transactions = transactions;
        this.clock = clock;
    }

    private static SecretHash hash(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException(
                    "COUNTINGHOUSE_ADMIN_KEY has " + secret.length() + " characters, it must have " + SHORTEST
                            + " or more that nobody can guess, such as the output of: openssl rand -hex 32");
        }
        return SecretHash.of(secret);
    }

    /** Whether it is the one that the settings name. */
    boolean isProvenBy(String secret) {
        return configured.filter(SecretHash.of(secret)::matches).isPresent();
    }

    @SuppressWarnings("SystemOut") // shown once; what is logged is kept and read by others
    void start(@Observes @Priority(SECOND) StartupEvent event) {
        if (configured.isEmpty()) {
            issuedOnce()
                    .ifPresent(credential ->
                            System.out.println("Administrator key, shown this once: " + credential.text()));
        }
    }

    /** Of replicas that start at once, one. */
    private Optional<Credential> issuedOnce() {
        PostgresTransactions keeping = transactions.get();
        return keeping.inTransaction(Scope.SYSTEM, () -> {
            keeping.current()
                    .query(
                            "select pg_advisory_xact_lock(hashtextextended('countinghouse administrator key', 0))",
                            row -> true);
            return issueWhereNoneCounts(engine.get(), clock.get().instant());
        });
    }

    static Optional<Credential> issueWhereNoneCounts(BillingEngine engine, Instant now) {
        if (isThere(engine, now)) {
            return Optional.empty();
        }
        IssueKey.Outcome outcome = engine.issueKey()
                .issue(new IssueKey.Order(
                        "administrator",
                        new TreeSet<>(List.of(KeyScope.ADMIN)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return Optional.of(((IssueKey.Outcome.Issued) outcome).credential());
    }

    private static boolean isThere(BillingEngine engine, Instant now) {
        Optional<KeyId> after = Optional.empty();
        while (true) {
            List<ApiKey> page = engine.readKeys().list(Optional.empty(), after, PAGE);
            if (page.stream().anyMatch(key -> key.allows(KeyScope.ADMIN) && key.isLiveAt(now))) {
                return true;
            }
            if (page.size() < PAGE) {
                return false;
            }
            after = Optional.of(page.get(page.size() - 1).id());
        }
    }
}
