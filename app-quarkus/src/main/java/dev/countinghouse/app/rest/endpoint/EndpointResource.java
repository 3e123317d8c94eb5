package dev.countinghouse.app.rest.endpoint;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driving.ChangeEndpoint;
import dev.countinghouse.billing.ports.driving.OpenEndpoint;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/endpoints")
@Tag(name = "Endpoints", description = "Who is told what happens: webhooks, Slack, e-mail")
public class EndpointResource {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final BillingEngine engine;
    private final EndpointAccess endpoints;
    private final Caller caller;

    EndpointResource(BillingEngine engine, EndpointAccess endpoints, Caller caller) {
        this.engine = engine;
        this.endpoints = endpoints;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OpenedEndpointBody.class)))
    @Operation(
            operationId = "openEndpoint",
            summary = "Open an endpoint",
            description = "It is told what happens from now on. One for all accounts takes a key for all with the scope"
                    + " admin.")
    public OpenedEndpointBody open(@NotNull @Valid EndpointOrderBody body) {
        Optional<AccountId> account =
                Optional.ofNullable(body.account()).map(AccountId::new).or(caller::boundTo);
        endpoints.requireMayChange(account);
        OpenEndpoint.Outcome outcome = engine.openEndpoint()
                .open(new OpenEndpoint.Order(
                        account,
                        body.channel().domain(),
                        body.target(),
                        EndpointOrderBody.filter(body.types()),
                        Objects.requireNonNullElse(body.description(), "")));
        if (outcome instanceof OpenEndpoint.Outcome.Opened opened) {
            return new OpenedEndpointBody(
                    body(opened.endpoint()),
                    opened.secret().map(SigningSecret::text).orElse(null));
        }
        OpenEndpoint.Outcome.Refused refused = (OpenEndpoint.Outcome.Refused) outcome;
        throw refused(refused.field(), refused.reason());
    }

    private static ProblemException refused(String field, String reason) {
        return field.isEmpty() ? ProblemException.refused(reason) : ProblemException.invalid(field, reason);
    }

    @GET
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "listEndpoints",
            summary = "List endpoints, the oldest first",
            description = "Those of one account, or without one those for all accounts. A key of an account lists that"
                    + " account's.")
    public Page<EndpointBody> list(
            @RestQuery @Parameter(description = "Whose endpoints") @Nullable String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Optional<AccountId> of = Optional.ofNullable(account)
                .map(AccountId::new)
                .map(caller::allowed)
                .or(caller::boundTo);
        Optional<EndpointId> after = Cursor.parse(cursor, 1).map(parts -> new EndpointId(parts.get(0)));
        return Page.of(
                engine.readEndpoints().list(of, after, limit + 1),
                limit,
                EndpointResource::body,
                endpoint -> Cursor.of(endpoint.id().value()));
    }

    @GET
    @Path("/{endpoint}")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "readEndpoint", summary = "Read an endpoint")
    public EndpointBody read(@RestPath String endpoint) {
        return body(endpoints.find(endpoint));
    }

    @PUT
    @Path("/{endpoint}")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "changeEndpoint",
            summary = "Change where an endpoint is and what it is told",
            description = "The channel stays. What is on its way goes to the new target.")
    public EndpointBody change(@RestPath String endpoint, @NotNull @Valid EndpointTermsBody body) {
        ChangeEndpoint.Outcome outcome = engine.changeEndpoint()
                .change(
                        endpoints.findToChange(endpoint).id(),
                        body.target(),
                        EndpointOrderBody.filter(body.types()),
                        Objects.requireNonNullElse(body.description(), ""));
        if (outcome instanceof ChangeEndpoint.Outcome.Changed changed) {
            return body(changed.endpoint());
        }
        ChangeEndpoint.Outcome.Refused refused = (ChangeEndpoint.Outcome.Refused) outcome;
        throw refused(refused.field(), refused.reason());
    }

    @POST
    @Path("/{endpoint}/disable")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "disableEndpoint",
            summary = "Send nothing to an endpoint",
            description =
                    "What is on its way is given up and can be replayed; what happens meanwhile is not kept for it.")
    public EndpointBody disable(@RestPath String endpoint) {
        return body(
                engine.changeEndpoint().disable(endpoints.findToChange(endpoint).id(), "disabled over the API"));
    }

    @POST
    @Path("/{endpoint}/enable")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "enableEndpoint", summary = "Send to an endpoint what happens from now on")
    public EndpointBody enable(@RestPath String endpoint) {
        return body(
                engine.changeEndpoint().enable(endpoints.findToChange(endpoint).id()));
    }

    @Schema(name = "EndpointRotation")
    public record RotationBody(
            @Schema(
                            description =
                                    "How long messages bear the signatures of the secrets before too, ISO 8601, PT24H where"
                                            + " absent",
                            examples = "PT24H",
                            type = SchemaType.STRING)
                    @Nullable
                    Duration overlap) {}

    @POST
    @Path("/{endpoint}/rotate")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "rotateEndpointSecret", summary = "Give an endpoint another signing secret")
    public OpenedEndpointBody rotate(@RestPath String endpoint, @Nullable RotationBody body) {
        ChangeEndpoint.Rotation rotation =
                engine.changeEndpoint().rotate(endpoints.findToChange(endpoint).id(), overlap(body));
        if (rotation instanceof ChangeEndpoint.Rotation.Rotated rotated) {
            return new OpenedEndpointBody(
                    body(rotated.endpoint()), rotated.secret().text());
        }
        throw ProblemException.refused(((ChangeEndpoint.Rotation.Refused) rotation).reason());
    }

    private static Duration overlap(@Nullable RotationBody body) {
        Duration asked = body == null ? null : body.overlap();
        Duration overlap = asked == null ? USUAL_OVERLAP : asked;
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw ProblemException.invalid(
                    "overlap", "is '" + overlap + "', it must be from PT0S to " + LONGEST_OVERLAP + ", such as PT24H");
        }
        return overlap;
    }

    @DELETE
    @Path("/{endpoint}")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Closed")
    @Operation(
            operationId = "closeEndpoint",
            summary = "Close an endpoint",
            description = "For good, with its secret and what is known of its deliveries.")
    public void close(@RestPath String endpoint) {
        engine.changeEndpoint().close(endpoints.findToChange(endpoint).id());
    }

    /** Secrets end by the clock of the world. */
    private static EndpointBody body(Endpoint endpoint) {
        Instant now = InstantSource.system().instant();
        return EndpointBody.of(endpoint, now);
    }
}
