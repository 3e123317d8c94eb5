package dev.countinghouse.app;

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
        return Map.of(
                "countinghouse.database.url", database.url(),
                "countinghouse.database.service.user", TestDatabase.SERVICE,
                "countinghouse.database.service.password", TestDatabase.PASSWORD,
                "countinghouse.database.system.user", TestDatabase.SYSTEM,
                "countinghouse.database.system.password", TestDatabase.PASSWORD,
                "countinghouse.database.owner.user", TestDatabase.OWNER,
                "countinghouse.database.owner.password", TestDatabase.PASSWORD,
                "countinghouse.admin-key", ADMIN_KEY,
                "quarkus.http.test-port", "0");
    }

    @Override
    public void stop() {
        database.drop();
    }
}
