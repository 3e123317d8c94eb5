package dev.countinghouse.app.rest.session;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.infrastructure.InfrastructureBody;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.rate.RateLimit;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.driving.RunSessions;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/sessions")
@Tag(name = "Sessions", description = "What runs by the second and is paid with credits")
public class SessionResource {

    private static final String USER = "user";

    private final BillingEngine engine;
    private final RunSessions sessions;
    private final Caller caller;
    private final RateLimit limit;

    SessionResource(BillingEngine engine, Caller caller, RateLimit limit) {
        this.engine = engine;
        this.sessions = engine.runSessions();
        this.caller = caller;
        this.limit = limit;
    }

    @POST
    @Path("/estimate")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "estimateSession",
            summary = "Tell what so much time would cost now",
            description = "On top of what was used in the period. Nothing is reserved.")
    public EstimateBody estimate(@RestPath String account, @NotNull @Valid EstimateOrderBody body) {
        AccountId owner = allowed(account);
        return EstimateBody.of(sessions.estimate(body.toOrder(owner, caller), body.toDuration()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permission.WRITE)
    @APIResponse(responseCode = "200", description = "It was started before")
    @APIResponse(
            responseCode = "201",
            description = "It runs",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionBody.class)))
    @Operation(
            operationId = "startSession",
            summary = "Start a session",
            description = "Credits are reserved for the next minutes, `countinghouse.sessions.ahead`; 402 if there are"
                    + " too few. With a `sandbox` that is created then, and the time begins when it is there: `starting`"
                    + " where the provider does not answer, which goes on by itself, and `ended` where he refuses, with"
                    + " nothing charged. The id is your own and makes the call repeatable. Starts are limited per account"
                    + " and per `user`: 429.")
    public RestResponse<SessionBody> start(
            @RestPath String account, @RestPath String id, @NotNull @Valid SessionOrderBody body) {
        AccountId owner = allowed(account);
        SessionOrder order = body.toOrder(owner, session(id), caller);
        if (sessions.find(owner, order.id()).isEmpty()) {
            limit.take(owner, Optional.ofNullable(order.attributes().get(USER)));
        }
        Outcome outcome = sessions.start(order);
        // somebody else may have started it since it was looked for
        boolean isNew = outcome instanceof Outcome.Done done && done.started();
        return RestResponse.status(isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, done(owner, outcome));
    }

    @POST
    @Path("/{id}/keep")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "keepSession",
            summary = "Give a sign of life",
            description = "At least every `countinghouse.sessions.patience`, or the session is taken to be dead."
                    + " Credits are reserved further ahead; where there are not enough, `runsOutAt` says until when they"
                    + " last. A session that has ended is the answer too: stop what runs.")
    public SessionBody keep(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return done(owner, sessions.keep(owner, session(id)));
    }

    @Schema(name = "SessionStop")
    public record StopBody(
            @Schema(
                            description = "When it ended, RFC 3339, not after now; absent for now",
                            examples = "2026-01-31T10:00:00Z")
                    @Nullable
                    String at) {}

    @POST
    @Path("/{id}/stop")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "stopSession",
            summary = "End a session and charge its time",
            description = "By the second, each one that has begun. One that has ended stays as it is.")
    public SessionBody stop(@RestPath String account, @RestPath String id, @Valid @Nullable StopBody body) {
        AccountId owner = allowed(account);
        Optional<Instant> at = Optional.ofNullable(body).map(StopBody::at).map(text -> Fields.time("at", text));
        return done(owner, sessions.stop(owner, session(id), at));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Permission.WRITE)
    @Operation(operationId = "cancelSession", summary = "End a session that never ran: nothing is charged")
    public SessionBody cancel(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return done(owner, sessions.cancel(owner, session(id)));
    }

    @GET
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "listSessions", summary = "List the sessions of an account, the latest first")
    public Page<SessionBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue("false") boolean running,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId owner = allowed(account);
        Optional<SessionId> before = Cursor.parse(cursor, 1).map(parts -> session(parts.get(0)));
        if (before.filter(id -> sessions.find(owner, id).isEmpty()).isPresent()) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
        List<Session> found = sessions.of(owner, running, before, limit + 1);
        if (found.isEmpty() && engine.readAccounts().find(owner).isEmpty()) {
            throw ProblemException.notFound("account '" + account + "'");
        }
        return Page.of(
                found, limit, SessionBody::of, session -> Cursor.of(session.id().value()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "readSession", summary = "Read a session")
    public SessionBody read(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return sessions.find(owner, session(id)).map(SessionBody::of).orElseThrow(() -> unknown(owner, id));
    }

    @GET
    @Path("/{id}/sandbox")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(operationId = "readSandbox", summary = "Read what has become of the sandbox of a session")
    public InfrastructureBody sandbox(@RestPath String account, @RestPath String id) {
        return sessions.sandbox(allowed(account), session(id))
                .map(InfrastructureBody::of)
                .orElseThrow(() -> ProblemException.notFound("sandbox of session '" + id + "'"));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private static SessionId session(String id) {
        return Fields.read("id", id, SessionId::new);
    }

    private static ProblemException unknown(AccountId account, String id) {
        return ProblemException.notFound("session '" + id + "' of account '" + account + "'");
    }

    private static SessionBody done(AccountId account, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return SessionBody.of(done);
        }
        if (outcome instanceof Outcome.Insufficient few) {
            throw ProblemException.insufficientCredits(account, few.wanted(), few.available());
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw ProblemException.of(Kind.CONFLICT, conflict.reason());
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            throw unknown(account, unknown.id().value());
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw ProblemException.refused(refused.field(), refused.reason());
    }
}
