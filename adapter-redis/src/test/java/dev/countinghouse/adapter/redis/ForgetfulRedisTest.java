package dev.countinghouse.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.redis.server.RedisProcess;
import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import dev.countinghouse.billing.ports.driven.LeaseHolderCase;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does not know any more is never spent again. */
class ForgetfulRedisTest extends LeaseHolderCase {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String[] KEEPS_NOTHING = {"save \"\""};
    private static final String[] KEEPS_ALL = {"save \"\"", "appendonly yes", "appendfsync always"};

    @TempDir
    private Path folder;

    private final List<RedisProcess> processes = new ArrayList<>();
    private RedisProcess master;

    /** Of the server that the test starts. */
    @Override
    protected LeaseHolder emptyHolder() {
        TestRedis.requireBinary();
        master = start("master", KEEPS_NOTHING);
        return leases(master);
    }

    private RedisProcess start(String name, String... settings) {
        Path own = folder.resolve(name);
        assertThat(own.toFile().mkdirs()).isTrue();
        RedisProcess process = new RedisProcess(own, settings);
        processes.add(process);
        return process;
    }

    private static LeaseHolder leases(RedisProcess process) {
        return new RedisLeases(process.api(), "test", PATIENCE);
    }

    @AfterEach
    void stop() {
        processes.forEach(RedisProcess::close);
    }

    @Test
    void whatWasFlushedIsGone() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        master.command(Command.FLUSHALL);
        assertThat(spend("two", TOKENS, "1")).isEqualTo(lacking(TOKENS, 0));
        assertThat(capture("one", NOW)).isEmpty();
        assertThat(release("one", NOW)).isEmpty();
        lend(TOKENS, 1, "3");
        assertThat(left(TOKENS, EXPIRES)).as("what is lent, and no more").isEqualTo(Fraction.of(3));
    }

    @Test
    void scriptsAreSentAgainToAServerThatHasLostThem() {
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "1");
        master.command(Command.SCRIPT, "FLUSH");
        assertThat(spend("two", TOKENS, "1")).isEqualTo(left(Map.of(TOKENS, "8")));
        master.command(Command.SCRIPT, "FLUSH");
        assertThat(release("two", NOW)).isPresent();
        assertThat(left(TOKENS, NOW)).isEqualTo(Fraction.of(9));
    }

    @Test
    void aServerThatWasRestartedKnowsCallsAndHasNoLease() {
        RedisProcess durable = start("durable", KEEPS_ALL);
        holder = leases(durable);
        lend(TOKENS, 1, "10");
        spend("one", TOKENS, "4");
        spend("two", TOKENS, "1");
        capture("one", NOW);
        durable.kill();
        durable.start();
        holder = leases(durable);

        assertThat(capture("one", NOW).orElseThrow().state()).isEqualTo(State.CAPTURED);
        assertThat(find("two", NOW)).isPresent();
        assertThat(spend("three", TOKENS, "1")).isEqualTo(lacking(TOKENS, 0));
        lend(TOKENS, 2, "7");
        assertThat(left(TOKENS, EXPIRES)).isEqualTo(Fraction.of(7));
    }

    @Test
    void aServerThatCameBackWithAnOlderCounterDoesNotSpendIt() {
        lend(TOKENS, 1, "10");
        master.command(Command.SAVE);
        spend("one", TOKENS, "9");
        master.kill();
        master.start();
        holder = leases(master);
        assertThat(master.command(Command.HGET, "countinghouse:test:{acme}:leases", "left:meter/tokens")
                        .toString())
                .as("it believes that nothing was spent")
                .isEqualTo("10000000");
        assertThat(spend("two", TOKENS, "1")).isEqualTo(lacking(TOKENS, 0));
    }

    @Test
    void aReplicaThatMissedTheLastWritesDoesNotSpendThemAgain() {
        RedisProcess replica = replica();
        lend(TOKENS, 1, "100");
        spend("captured", TOKENS, "30");
        spend("released", TOKENS, "5");
        replicated(master, replica);
        cutOff(replica);
        capture("captured", NOW);
        release("released", NOW);
        assertThat(spend("unseen", TOKENS, "60")).isEqualTo(left(Map.of(TOKENS, "10")));

        replica.command(Command.REPLICAOF, "NO", "ONE");
        holder = leases(replica);
        assertThat(spend("more", TOKENS, "1")).as("70 are left, it believes").isEqualTo(lacking(TOKENS, 0));
        lend(TOKENS, 1, "2");
        assertThat(left(TOKENS, NOW)).as("granted since").isEqualTo(Fraction.of(2));
        assertThat(release("captured", NOW).orElseThrow().state())
                .as("the capture was forgotten")
                .isEqualTo(State.RELEASED);
        assertThat(left(TOKENS, NOW)).as("and is not given back").isEqualTo(Fraction.of(2));
        assertThat(left(TOKENS, EXPIRES)).as("nor is what expires").isEqualTo(Fraction.of(2));
        assertThat(spend("after", TOKENS, "2")).isEqualTo(left(Map.of(TOKENS, "0")));
    }

    /** The one that was master goes on without knowing of the other: both together spend what there is, once. */
    @Test
    void twoThatBothThinkTheyAreMasterSpendOnce() {
        RedisProcess replica = replica();
        lend(TOKENS, 1, "100");
        replicated(master, replica);
        replica.command(Command.REPLICAOF, "NO", "ONE");
        LeaseHolder promoted = leases(replica);
        assertThat(promoted.spend(new Wish("there").of(TOKENS, "1").order())).isEqualTo(lacking(TOKENS, 0));
        assertThat(spend("here", TOKENS, "100")).isEqualTo(left(Map.of(TOKENS, "0")));

        promoted.lend(ACME, TOKENS, 2, Fraction.of(8), UNTIL);
        master.command(Command.REPLICAOF, "127.0.0.1", Integer.toString(replica.port()));
        replicated(replica, master);
        assertThatThrownBy(() -> spend("demoted", TOKENS, "1")).isInstanceOf(UnavailableException.class);
        master.command(Command.REPLICAOF, "NO", "ONE");
        assertThat(spend("back", TOKENS, "1"))
                .as("of what it has copied it may not have seen all")
                .isEqualTo(lacking(TOKENS, 0));
    }

    @Test
    void callsSurviveAFailoverThatForgotNothing() {
        RedisProcess replica = replica();
        lend(TOKENS, 1, "100");
        Wish wish = new Wish("one").of(TOKENS, "30").slot(1);
        holder.spend(wish.order());
        replicated(master, replica);
        replica.command(Command.REPLICAOF, "NO", "ONE");
        holder = leases(replica);
        assertThat(holder.spend(new Wish("two").slot(1).order())).isEqualTo(full(AT_ONCE, 1));
        assertThat(capture("one", NOW).orElseThrow().drawn().get(TOKENS).quantity())
                .isEqualTo(Fraction.of(30));
        assertThat(holder.find(ACME, new ReservationId("two"), NOW)).isEmpty();
        assertThat(holder.spend(new Wish("two").slot(1).order())).isInstanceOf(Outcome.Spent.class);
    }

    private RedisProcess replica() {
        RedisProcess replica = start("replica", KEEPS_NOTHING);
        replica.command(Command.REPLICAOF, "127.0.0.1", Integer.toString(master.port()));
        replicated(master, replica);
        return replica;
    }

    /** All that was written so far. */
    private static void replicated(RedisProcess from, RedisProcess to) {
        long written = Long.parseLong(from.replication("master_repl_offset"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!to.replication("master_link_status").equals("up")
                || Long.parseLong(to.replication("slave_repl_offset")) < written) {
            assertThat(System.nanoTime()).as("replicated in time").isLessThan(deadline);
        }
    }

    /** Follows one that is not there; what it has it keeps. */
    private static void cutOff(RedisProcess replica) {
        replica.command(Command.REPLICAOF, "127.0.0.1", "1");
    }
}
