package dev.countinghouse.app.operations;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the service is started as it is shipped, in a process of its own. */
final class ShippedService {

    static final String KEY = "test-administrator-key-0123456789abcdef";

    private ShippedService() {}

    static List<String> command(TestDatabase database, String... settings) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        List<String> all = new ArrayList<>(List.of(
                "quarkus.http.port=0",
                "countinghouse.database.url=" + database.url(),
                "countinghouse.database.service.user=" + TestDatabase.SERVICE,
                "countinghouse.database.service.password=" + TestDatabase.PASSWORD,
                "countinghouse.database.system.user=" + TestDatabase.SYSTEM,
                "countinghouse.database.system.password=" + TestDatabase.PASSWORD,
                "countinghouse.database.owner.user=" + TestDatabase.OWNER,
                "countinghouse.database.owner.password=" + TestDatabase.PASSWORD,
                "countinghouse.admin-key=" + KEY,
                "countinghouse.test-clock=true"));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString()));
        return command;
    }
}
