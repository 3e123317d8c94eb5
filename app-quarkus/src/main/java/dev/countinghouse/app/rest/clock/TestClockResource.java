package dev.countinghouse.app.rest.clock;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/test-clock")
@Tag(name = "Test clock", description = "Moves time, where `countinghouse.test-clock` enables it")
public class TestClockResource {

    private final BillingEngine engine;
    private final TestClockAccess access;

    TestClockResource(BillingEngine engine, TestClockAccess access) {
        this.engine = engine;
        this.access = access;
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "readTestClock", summary = "What time it is")
    public ClockBody read() {
        access.require();
        return ClockBody.standing(engine.readTime().now());
    }

    @PUT
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "moveTestClock",
            summary = "Move the clock",
            description = "What falls due on the way is done at its own instant, the earliest first. The clock stands"
                    + " still where it is put; it is put anywhere once, and moved forward from then on.")
    public ClockBody move(@NotNull @Valid MoveBody body) {
        access.require();
        return body.moved(to -> engine.advanceClock().advance(to, MoveBody.MOST_STOPS));
    }
}
