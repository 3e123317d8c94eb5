package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Events that use every meter of the shop. */
final class RandomUsage {

    private final Random random;

    RandomUsage(Random random) {
        this.random = random;
    }

    List<Submission> events(Instant start, Instant end, int count) {
        long seconds = Duration.between(start, end).toSeconds();
        return IntStream.range(0, count)
                .mapToObj(i -> event("event-" + start + "-" + i, start.plusSeconds(pick(0, seconds - 1))))
                .toList();
    }

    private Submission event(String id, Instant time) {
        return switch (random.nextInt(6)) {
            case 0 -> submission(id, "memory", time, Map.of("gb", pick(0, 64)));
            case 1 -> submission(id, "login", time, Map.of("user", "user-" + pick(1, 9)));
            case 2 -> submission(id, "seats", time, Map.of("seats", pick(0, 9)));
            case 3 -> submission(id, "disk", time, Map.of("gb", pick(0, 90), "disk", "disk-" + pick(1, 3)));
            default ->
                submission(id, "used", time, Map.of("tokens", pick(-50, 900), "model", model(), "project", project()));
        };
    }

    private String model() {
        return random.nextBoolean() ? "big" : "little";
    }

    private String project() {
        return "project-" + pick(1, 3);
    }

    private long pick(long least, long most) {
        return random.longs(1, least, most + 1).findFirst().orElseThrow();
    }

    private static Submission submission(String id, String type, Instant time, Map<String, Object> data) {
        return new Submission(new EventKey("generated", id), type, "acme", time, Workbench.data(data));
    }
}
