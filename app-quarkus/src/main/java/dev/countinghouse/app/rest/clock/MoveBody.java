package dev.countinghouse.app.rest.clock;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.AdvanceClock.Position;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "TestClockOrder")
public record MoveBody(
        @Schema(description = "Where it is to stand, RFC 3339", examples = "2026-02-01T00:00:00Z") @NotBlank
                String now) {

    /** As often a clock stops in one call: each stop bills somebody. */
    static final int MOST_STOPS = 200;

    ClockBody moved(Function<Instant, Position> move) {
        Instant to = Fields.time("now", now);
        try {
            return ClockBody.of(move.apply(to));
        } catch (IllegalArgumentException backwards) {
            throw ProblemException.invalid("now", String.valueOf(backwards.getMessage()));
        }
    }
}
