package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Standing;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at leases of an account and at the calls that run, in one step. */
final class LeaseLook {

    private static final Script STANDINGS = Script.named("standings.lua");

    /** About ten milliseconds of the server. */
    private static final int MOST_CALLS = 10_000;

    private final Server server;
    private final Keys keys;
    private final Instant now;

    LeaseLook(Server server, Keys keys, Instant now) {
        this.server = server;
        this.keys = keys;
        this.now = now;
    }

    Optional<Map<BoundKey, Standing>> standings(List<BoundKey> bounds) {
        Map<BoundKey, Standing> standings = new HashMap<>();
        if (bounds.isEmpty()) {
            return Optional.of(standings);
        }
        List<String> arguments =
                new ArrayList<>(List.of(Long.toString(Micros.floor(now)), keys.calls(), Integer.toString(MOST_CALLS)));
        bounds.forEach(bound -> arguments.add(Plain.of(bound.value())));
        Optional<Response> found = server.run(STANDINGS, List.of(keys.leases(), keys.open()), arguments);
        found.ifPresent(answer -> {
            for (int i = 0; i < bounds.size(); i++) {
                String[] lease = answer.get(i).toString().split(" ", -1);
                if (lease.length > 1) {
                    standings.put(
                            bounds.get(i),
                            new Standing(Long.parseLong(lease[0]), Millionths.read(lease[1]), Fraction.ZERO));
                }
            }
            add(answer, bounds.size(), standings);
        });
        return found.map(answer -> standings);
    }

    /** What a call whose time is over has drawn is as good as given back: whoever comes next does it. */
    private static void add(Response answer, int bounds, Map<BoundKey, Standing> standings) {
        for (int i = bounds; i < answer.size(); i++) {
            String call = answer.get(i).toString();
            boolean runs = call.charAt(0) == 'o';
            CallText.drawn(call.substring(1))
                    .forEach((bound, drawn) -> standings.computeIfPresent(
                            bound,
                            (key, has) -> has.epoch() != drawn.epoch()
                                    ? has
                                    : runs
                                            ? new Standing(
                                                    has.epoch(),
                                                    has.left(),
                                                    has.drawn().plus(drawn.quantity()))
                                            : new Standing(
                                                    has.epoch(), has.left().plus(drawn.quantity()), has.drawn())));
        }
    }
}
