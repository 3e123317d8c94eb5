package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Storage;

/** Storage as a service has it, over the pools of a test's database. */
final class TestStorage {

    private TestStorage() {}

    static Storage emptyIn(TestDatabase database) {
        database.clear();
        return PostgresStorage.over(database.service(), database.system());
    }
}
