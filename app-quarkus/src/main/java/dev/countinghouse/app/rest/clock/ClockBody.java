package dev.countinghouse.app.rest.clock;

import dev.countinghouse.billing.ports.driving.AdvanceClock.Position;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "TestClock")
public record ClockBody(
        @Schema(description = "What is taken for now, RFC 3339 in UTC", examples = "2026-02-01T00:00:00Z") Instant now,
        @Schema(description = "Whether it is where it was to go; if not, send the same again and it goes on")
                boolean arrived) {

    static ClockBody standing(Instant now) {
        return new ClockBody(now, true);
    }

    static ClockBody of(Position position) {
        return new ClockBody(position.now(), position.arrived());
    }
}
