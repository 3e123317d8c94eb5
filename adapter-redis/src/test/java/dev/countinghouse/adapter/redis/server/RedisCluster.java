package dev.countinghouse.adapter.redis.server;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Servers that share the accounts, each in a process of its own, and replicas of some of them. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;

    /** As whom replicas follow: so that a test can cut one off, and everybody else stays connected. */
    private static final String FOLLOWER = "follower";

    private static final String[] SETTINGS = {
        "save \"\"",
        "cluster-enabled yes",
        "cluster-node-timeout 5000",
        "user " + FOLLOWER + " on >" + FOLLOWER + " +psync +replconf +ping",
        "masteruser " + FOLLOWER,
        "masterauth " + FOLLOWER
    };

    private final Path folder;
    private final List<RedisProcess> nodes = new ArrayList<>();
    private final List<Redis> clients = new ArrayList<>();

    /** @param masters that share the slots evenly */
    public RedisCluster(Path folder, int masters) {
        this.folder = folder;
        for (int i = 0; i < masters; i++) {
            Stream<String> own = IntStream.range(i * SLOTS / masters, (i + 1) * SLOTS / masters)
                    .mapToObj(Integer::toString);
            join().command(
                            Command.CLUSTER,
                            Stream.concat(Stream.of("ADDSLOTS"), own).toArray(String[]::new));
        }
        RedisProcess.until("all know all", () -> nodes.stream().allMatch(this::knowsAll));
    }

    private RedisProcess join() {
        Path own = folder.resolve("node" + nodes.size());
        if (!own.toFile().mkdirs()) {
            throw new IllegalStateException(own + " is there already");
        }
        RedisProcess node = new RedisProcess(own, SETTINGS);
        nodes.add(node);
        if (nodes.size() > 1) {
            node.command(
                    Command.CLUSTER,
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(nodes.get(0).port()));
        }
        return node;
    }

    private boolean knowsAll(RedisProcess node) {
        String info = node.command(Command.CLUSTER, "INFO").toString();
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes.size());
    }

    /** Another node that follows a master, and has all that it has. */
    public RedisProcess replicaOf(RedisProcess master) {
        RedisProcess replica = join();
        RedisProcess.until("all know all", () -> nodes.stream().allMatch(this::knowsAll));
        replica.command(
                Command.CLUSTER,
                "REPLICATE",
                master.command(Command.CLUSTER, "MYID").toString());
        replicated(master, replica);
        return replica;
    }

    /** Whose keys these are. */
    public RedisProcess master(String key) {
        int slot = nodes.get(0).command(Command.CLUSTER, "KEYSLOT", key).toInteger();
        for (Response range : nodes.get(0).command(Command.CLUSTER, "SLOTS")) {
            if (range.get(0).toInteger() <= slot && slot <= range.get(1).toInteger()) {
                int port = range.get(2).get(1).toInteger();
                return nodes.stream()
                        .filter(node -> node.port() == port)
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new IllegalStateException("nobody has slot " + slot);
    }

    /**
     * Has a replica take over without what was written last, and the one that was master follow it.
     *
     * @param last during which is written what it does not get
     * @param dies whether that is killed first; else it goes on until it hears of it
     */
    public void failOver(RedisProcess master, RedisProcess replica, Runnable last, boolean dies) {
        replicated(master, replica);
        master.command(Command.ACL, "SETUSER", FOLLOWER, "off");
        master.command(Command.CLIENT, "KILL", "USER", FOLLOWER);
        last.run();
        RedisProcess.until("something is written that the replica has not got", () -> offset(master) > offset(replica));
        if (dies) {
            master.kill();
        }
        replica.command(Command.CLUSTER, "FAILOVER", "TAKEOVER");
        RedisProcess.until(
                "it has taken over", () -> replica.replication("role").equals("master"));
        if (dies) {
            master.start();
        } else {
            master.command(Command.ACL, "SETUSER", FOLLOWER, "on");
        }
        replicated(replica, master);
    }

    /** All that was written so far. */
    private static void replicated(RedisProcess from, RedisProcess to) {
        long written = offset(from);
        RedisProcess.until(
                "replicated", () -> to.replication("master_link_status").equals("up") && offset(to) >= written);
    }

    private static long offset(RedisProcess node) {
        String own = node.replication("slave_repl_offset");
        return Long.parseLong(own.isEmpty() ? node.replication("master_repl_offset") : own);
    }

    /** One that knows all nodes. */
    public Redis client() {
        RedisOptions options =
                new RedisOptions().setType(RedisClientType.CLUSTER).setMaxPoolWaiting(1_000);
        nodes.forEach(node -> options.addConnectionString("redis://127.0.0.1:" + node.port()));
        Redis client = Redis.createClient(TestRedis.VERTX, options);
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(Redis::close);
        nodes.forEach(RedisProcess::close);
    }
}
