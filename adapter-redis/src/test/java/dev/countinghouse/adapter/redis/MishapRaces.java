package dev.countinghouse.adapter.redis;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.LeasedRacesContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Callers go on while something becomes of the server that two of three replicas share. */
abstract class MishapRaces extends LeasedRacesContract {

    static final String ACCOUNT = "{acme}";

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Connections that break are what is tested. */
    private static final Logger BROKEN = Logger.getLogger("io.vertx.redis.client.impl.RedisConnectionManager");

    private final String name = "shared-" + UUID.randomUUID();

    abstract RedisAPI api();

    @BeforeAll
    static void breakQuietly() {
        BROKEN.setLevel(Level.OFF);
    }

    @AfterAll
    static void breakLoudly() {
        BROKEN.setLevel(null);
    }

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    /** Until something has gone wrong they leave something for leases. */
    @BeforeEach
    void stay() {
        leave(false);
    }

    @Override
    protected LeaseHolder emptyHolder(String role) {
        return role.equals("shared") ? new RedisLeases(api(), name, TIMEOUT) : super.emptyHolder(role);
    }

    /** All that goes wrong is what becomes of the server. */
    @Override
    protected void mishap() {}

    /** A tenth of what is left must be enough for any call, or nothing is lent until time passes. */
    @Override
    protected long mostUsed() {
        return 200;
    }

    /** Waits until callers are decided by a server's own leases, of which there is much left. */
    final void awaitLease(RedisProcess server) {
        String lineage = " " + server.replication("master_replid") + ":";
        RedisProcess.until(
                "it is lent to",
                () -> server.command(Command.HVALS, leases()).toString().contains(lineage) && left(server) > 10);
    }

    /** Waits until so much is spent that whoever knows only of what there is now would spend it again. */
    final void awaitSpent(RedisProcess server) {
        long before = left(server);
        RedisProcess.until("it is spent", () -> left(server) <= before / 2);
    }

    private long left(RedisProcess server) {
        Response left = server.command(Command.HGET, leases(), "left:meter/tokens");
        return left == null ? 0 : left.toLong() / 1_000_000;
    }

    private String leases() {
        return "countinghouse:" + name + ":" + ACCOUNT + ":leases";
    }

    /** Waits until hardly anything is left, and has it come back. */
    final void useUp() {
        long before = refusals();
        leave(true);
        RedisProcess.until("all is taken", () -> refusals() >= before + 100);
        leave(false);
        allIsThereAgain();
    }
}
