package dev.countinghouse.app;

import static java.util.Map.entry;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test a database of its own, and an administrator key. */
public final class ServiceDatabase implements QuarkusTestResourceLifecycleManager {

    public static final String ADMIN_KEY = "test-administrator-key-0123456789abcdef";

    private final TestDatabase database = new TestDatabase();

    @Override
    public Map<String, String> start() {
        database.create();
        return Map.ofEntries(
                entry("countinghouse.database.url", database.url()),
                entry("countinghouse.database.service.user", TestDatabase.SERVICE),
                entry("countinghouse.database.service.password", TestDatabase.PASSWORD),
                entry("countinghouse.database.system.user", TestDatabase.SYSTEM),
                entry("countinghouse.database.system.password", TestDatabase.PASSWORD),
                entry("countinghouse.database.owner.user", TestDatabase.OWNER),
                entry("countinghouse.database.owner.password", TestDatabase.PASSWORD),
                entry("countinghouse.admin-key", ADMIN_KEY),
                entry("quarkus.http.test-port", "0"),
                entry("test.database.admin-url", database.adminUrl()));
    }

    @Override
    public void stop() {
        database.drop();
    }
}
