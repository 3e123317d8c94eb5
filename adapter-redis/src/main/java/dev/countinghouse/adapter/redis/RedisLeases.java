package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Leases that replicas share, in Redis: a script for each step. Works with one server, with replicas that are promoted, and
 * in a cluster, where an account is in one place. The server must not evict keys ({@code maxmemory-policy noeviction}):
 * calls that run at the same time would be forgotten.
 *
 * <p>Callers wait for the answer, so they must not be on an event loop.
 */
public final class RedisLeases implements LeaseHolder {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    /** How much longer things are kept than by the engine's clock, which the server does not have. */
    private static final Duration LONGER = Duration.ofDays(1);

    private static final Duration KNOWN_FOR = Duration.ofHours(25);

    private static final Script SPEND = Script.named("spend.lua");
    private static final Script END = Script.named("end.lua");
    private static final Script LEND = Script.named("lend.lua");
    private static final Script RECALL = Script.named("recall.lua");
    private static final Script TAKE_BACK = Script.named("take_back.lua");
    private static final Script UNDO = Script.named("undo.lua");

    private final Server server;
    private final String name;

    /** @param timeout after which a caller does not wait any longer; what was asked may still be done */
    public RedisLeases(RedisAPI redis, String name, Duration timeout) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("holder '" + name + "' needs a name of 1 to 64 of a-z, 0-9 and '-'");
        }
        this.server = new Server(redis, timeout);
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome spend(Order order) {
        List<String> keys = keys(order);
        List<String> arguments = arguments(order);
        while (true) {
            Response answer = server.run(SPEND, keys, arguments).orElseThrow();
            String outcome = answer.get(0).toString();
            switch (outcome) {
                case "again" -> {}
                case "spent" -> {
                    return new Outcome.Spent(left(order, answer));
                }
                case "lacking" -> {
                    return new Outcome.Lacking(lacking(order, answer));
                }
                case "full" -> {
                    return new Outcome.Full(full(order, answer));
                }
                case "known" -> {
                    Call call = order.call();
                    return new Outcome.Known(CallText.read(
                            call.account(), call.id(), answer.get(1).toString()));
                }
                default -> throw new IllegalStateException("spend.lua answered '" + outcome + "'");
            }
        }
    }

    private List<String> keys(Order order) {
        Keys keys = new Keys(name, order.call().account());
        List<String> all = new ArrayList<>();
        all.add(keys.open());
        all.add(keys.leases());
        all.add(keys.call(order.call().id()));
        order.rates().forEach(rate -> all.add(keys.rate(rate.bound(), rate.start())));
        order.slots().forEach(slot -> all.add(keys.slot(slot.bound())));
        return all;
    }

    private List<String> arguments(Order order) {
        List<String> all = new ArrayList<>();
        all.add(Long.toString(Micros.floor(order.now())));
        all.add(Long.toString(Micros.ceiling(order.expiresAt())));
        all.add(Micros.millis(order.now(), order.expiresAt(), LONGER));
        all.add(order.call().id().value());
        all.add(new Keys(name, order.call().account()).calls());
        all.add(CallText.content(order));
        all.add(Integer.toString(order.parts().size()));
        all.add(Integer.toString(order.rates().size()));
        all.add(Integer.toString(order.slots().size()));
        for (Part part : order.parts()) {
            all.add(Plain.of(part.bound().value()));
            all.add(Millionths.taken(part.quantity()).toString());
        }
        for (Rate rate : order.rates()) {
            BigInteger quantity = Millionths.taken(rate.quantity());
            BigInteger room = Millionths.most(rate.most()).subtract(quantity);
            all.add(room.signum() < 0 ? "-" : room.toString());
            all.add(quantity.toString());
            all.add(Micros.millis(order.now(), rate.end(), LONGER));
        }
        for (Slot slot : order.slots()) {
            all.add(Plain.of(slot.bound().value()));
            all.add(Long.toString(slot.most()));
        }
        return all;
    }

    /** The script tells what there was before. */
    private static Map<BoundKey, Fraction> left(Order order, Response answer) {
        Map<BoundKey, Fraction> left = new HashMap<>();
        int at = 1;
        for (Part part : order.parts()) {
            BigInteger before = new BigInteger(answer.get(at++).toString());
            left.put(part.bound(), Millionths.read(before.subtract(Millionths.taken(part.quantity()))));
        }
        for (Rate rate : order.rates()) {
            BigInteger used = new BigInteger(answer.get(at++).toString());
            left.put(rate.bound(), rate.most().minus(Millionths.read(used.add(Millionths.taken(rate.quantity())))));
        }
        for (Slot slot : order.slots()) {
            left.put(slot.bound(), Fraction.of(slot.most() - answer.get(at++).toLong() - 1));
        }
        return left;
    }

    /** Of each bound in the order of the script, '-' where nothing is wrong. */
    private static Map<BoundKey, Long> lacking(Order order, Response answer) {
        Map<BoundKey, Long> epochs = new HashMap<>();
        int at = 1;
        for (Part part : order.parts()) {
            String epoch = answer.get(at++).toString();
            if (!epoch.equals("-")) {
                epochs.put(part.bound(), Long.valueOf(epoch));
            }
        }
        return epochs;
    }

    private static Map<BoundKey, Fraction> full(Order order, Response answer) {
        Map<BoundKey, Fraction> full = new HashMap<>();
        int at = 1;
        for (Rate rate : order.rates()) {
            String used = answer.get(at++).toString();
            if (!used.equals("-")) {
                full.put(rate.bound(), Millionths.read(used));
            }
        }
        for (Slot slot : order.slots()) {
            String used = answer.get(at++).toString();
            if (!used.equals("-")) {
                full.put(slot.bound(), Fraction.of(Long.parseLong(used)));
            }
        }
        return full;
    }

    @Override
    public Optional<Held> capture(AccountId account, ReservationId id, Instant now) {
        return end(account, id, now, "c");
    }

    @Override
    public Optional<Held> release(AccountId account, ReservationId id, Instant now) {
        return end(account, id, now, "r");
    }

    private Optional<Held> end(AccountId account, ReservationId id, Instant now, String state) {
        Keys keys = new Keys(name, account);
        return server.run(
                        END,
                        List.of(keys.open(), keys.leases(), keys.call(id)),
                        List.of(
                                Long.toString(Micros.floor(now)),
                                id.value(),
                                state,
                                Long.toString(KNOWN_FOR.toMillis()),
                                keys.slots()))
                .map(call -> CallText.read(account, id, call.toString()));
    }

    @Override
    public Optional<Held> find(AccountId account, ReservationId id, Instant now) {
        return server.ask(redis -> redis.get(new Keys(name, account).call(id)))
                .map(call -> CallText.read(account, id, call.toString()))
                .map(held -> held.state() == State.OPEN && !now.isBefore(held.expiresAt()) ? expired(held) : held);
    }

    /** Nobody has come since who would have noted it. */
    private static Held expired(Held held) {
        return new Held(held.call(), held.admittedAt(), held.expiresAt(), held.drawn(), State.EXPIRED, true);
    }

    @Override
    public void lend(AccountId account, BoundKey bound, long epoch, Fraction more, Instant until) {
        Keys keys = new Keys(name, account);
        server.run(
                LEND,
                List.of(keys.leases(), keys.ends()),
                List.of(
                        Plain.of(bound.value()),
                        Long.toString(epoch),
                        Millionths.most(more).toString(),
                        Long.toString(Micros.floor(until)),
                        Long.toString(LONGER.toMillis())));
    }

    @Override
    public Map<BoundKey, Drawn> takeBack(AccountId account, Set<BoundKey> bounds) {
        List<BoundKey> asked = List.copyOf(bounds);
        Response answer = server.run(
                        TAKE_BACK,
                        List.of(new Keys(name, account).leases()),
                        asked.stream().map(bound -> Plain.of(bound.value())).toList())
                .orElseThrow();
        Map<BoundKey, Drawn> back = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String[] part = answer.get(i).toString().split(" ", -1);
            if (part.length > 1) {
                back.put(asked.get(i), new Drawn(Long.parseLong(part[0]), Millionths.read(part[1])));
            }
        }
        return back;
    }

    @Override
    public void undo(Order spent) {
        Keys keys = new Keys(name, spent.call().account());
        List<String> all = new ArrayList<>(
                List.of(keys.open(), keys.leases(), keys.call(spent.call().id())));
        List<String> arguments = new ArrayList<>(List.of(spent.call().id().value(), keys.slots()));
        spent.rates().forEach(rate -> {
            all.add(keys.rate(rate.bound(), rate.start()));
            arguments.add(Millionths.taken(rate.quantity()).toString());
        });
        server.run(UNDO, all, arguments);
    }

    @Override
    public Optional<Map<BoundKey, Standing>> standings(AccountId account, Set<BoundKey> bounds, Instant now) {
        return new LeaseLook(server, new Keys(name, account), now).standings(List.copyOf(bounds));
    }

    @Override
    public void recall(AccountId account) {
        server.run(RECALL, List.of(new Keys(name, account).leases()), List.of());
    }
}
