package dev.countinghouse.app.rest.clock;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.app.rest.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/test-clock")
@Tag(name = "Test clock", description = "Moves time, where `countinghouse.test-clock` enables it")
public class TestClockResource {

    private final EngineClock clock;
    private final Caller caller;

    TestClockResource(EngineClock clock, Caller caller) {
        this.clock = clock;
        this.caller = caller;
    }

    @Schema(name = "TestClock")
    public record ClockBody(
            @Schema(description = "What the service takes for now, RFC 3339 in UTC", examples = "2026-02-01T00:00:00Z")
                    @NotNull
                    Instant now) {}

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "readTestClock", summary = "What time it is")
    public ClockBody read() {
        requireEnabled();
        return new ClockBody(clock.instant());
    }

    @PUT
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "moveTestClock",
            summary = "Move the clock",
            description =
                    "It stands still there until it is moved on. It is set anywhere once, and moved forward from then on.")
    public ClockBody move(@NotNull @Valid ClockBody body) {
        requireEnabled();
        if (!clock.moveTo(body.now())) {
            throw ProblemException.invalid(
                    "now",
                    "is " + body.now() + ", it must not be before " + clock.instant() + ", where the clock stands");
        }
        return new ClockBody(clock.instant());
    }

    private void requireEnabled() {
        caller.requireUnbound();
        if (!clock.isMovable()) {
            throw ProblemException.notFound("test clock here: the service runs by the system's");
        }
    }
}
