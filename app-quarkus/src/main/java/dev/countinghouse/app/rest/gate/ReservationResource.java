package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.driving.SettleCalls.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/reservations")
@Tag(name = "Gate", description = "Whether a call may run, over all limits at once")
public class ReservationResource {

    private final BillingEngine engine;
    private final Caller caller;
    private final CaptureReader captures;
    private final Gate gate;

    ReservationResource(BillingEngine engine, Caller caller, CaptureReader captures, Gate gate) {
        this.engine = engine;
        this.caller = caller;
        this.captures = captures;
        this.gate = gate;
    }

    @POST
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "reserveCall",
            summary = "Admit a call and take the most that it may use, until it is settled",
            description =
                    "Capture what it has used or release it; else all of it is free again when `lasts` is over. The"
                            + " same call again is admitted once. A refusal is a problem, 402, 429 or 503, and nothing was taken.")
    public RestResponse<AdmissionBody> reserve(@RestPath String account, @NotNull @Valid CallBody body) {
        return gate.reserve(allowed(account), body).response();
    }

    @POST
    @Path("/{id}/capture")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "captureCall",
            summary = "Record what a call has used and free the rest",
            description = "However much it is and however late: more than was reserved, or after its time (`late`), is"
                    + " recorded and charged as any usage is. The same again changes nothing; other usage is a 409. A"
                    + " reservation that nobody knows any more is recorded if the body tells the call as a whole.")
    public ReservationBody capture(@RestPath String account, @RestPath String id, @Valid @Nullable CaptureBody body) {
        AccountId owner = allowed(account);
        ReservationId reservation = id(id);
        SettleCalls calls = engine.settleCalls();
        Outcome outcome = Optional.ofNullable(body)
                .flatMap(used -> captures.told(owner, reservation, used))
                .map(told -> calls.capture(owner, reservation, told.type(), told.data()))
                .orElseGet(() -> calls.capture(owner, reservation, Optional.empty()));
        return done(owner, outcome);
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed(Permission.WRITE)
    @Operation(operationId = "releaseCall", summary = "Give up a call that has used nothing")
    public ReservationBody release(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return done(owner, engine.settleCalls().release(owner, id(id)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "readReservation", summary = "Read what has become of a call that was admitted")
    public ReservationBody read(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        ReservationId reservation = id(id);
        return engine.settleCalls()
                .find(owner, reservation)
                .map(found -> body(owner, found))
                .orElseThrow(() -> unknown(owner, reservation));
    }

    @GET
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "listReservations", summary = "List the reservations that are open, by id")
    public Page<ReservationBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId owner = allowed(account);
        Instant now = engine.readTime().now(owner);
        Optional<ReservationId> after =
                Cursor.parse(cursor, 1).map(parts -> Fields.read("cursor", parts.get(0), ReservationId::new));
        List<Reservation> found = engine.settleCalls().open(owner, after, limit + 1);
        return Page.of(
                found,
                limit,
                reservation -> ReservationBody.of(reservation, now),
                reservation -> Cursor.of(reservation.call().id().value()));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private static ReservationId id(String id) {
        return Fields.read("id", id, ReservationId::new);
    }

    private ReservationBody done(AccountId owner, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return body(owner, done.reservation());
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw ProblemException.of(Kind.CONFLICT, conflict.reason());
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            throw unknown(owner, unknown.id());
        }
        Outcome.Invalid invalid = (Outcome.Invalid) outcome;
        throw ProblemException.invalid(invalid.field(), invalid.reason());
    }

    private ReservationBody body(AccountId owner, Reservation reservation) {
        return ReservationBody.of(reservation, engine.readTime().now(owner));
    }

    private static ProblemException unknown(AccountId account, ReservationId id) {
        return ProblemException.notFound("reservation '" + id + "' of account '" + account
                + "'; what it has used is still recorded if the capture says it as a whole, 'type' with 'data', 'meter' or"
                + " 'response'");
    }
}
