package dev.countinghouse.adapter.postgres.crash;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.Seeded;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine in a process of its own. {@code -Dkills=10} for more of it. */
class KillTest extends Seeded {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aProcessThatIsKilledLosesNothingAndCountsNothingTwice() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EventServer.class.getName(),
                DATABASE.url(),
                KillScenario.NOW.toString());
        new KillScenario(DATABASE, command, "", random.nextLong()).run(Integer.getInteger("kills", 3));
    }
}
