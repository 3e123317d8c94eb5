package dev.countinghouse.app.rest.subscription;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Revision;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.driving.StartSubscription.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/subscriptions")
@Tag(name = "Subscriptions", description = "Which account is on which plan")
public class SubscriptionResource {

    private final BillingEngine engine;
    private final Caller caller;

    SubscriptionResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SubscriptionBody.class)))
    @Operation(
            operationId = "startSubscription",
            summary = "Put an account on a plan",
            description = "Starting the same subscription again changes nothing and succeeds. What falls due by now,"
                    + " such as a fee in advance, is invoiced.")
    public RestResponse<SubscriptionBody> start(@NotNull @Valid OrderBody body) {
        Order order = body.toOrder(engine.readTime()::now);
        caller.allowed(order.account());
        if (engine.startSubscription().start(order) instanceof Outcome.Refused refused) {
            throw ProblemException.refused(refused.reason());
        }
        return answer(RestResponse.Status.CREATED, order.id());
    }

    @POST
    @Path("/preview")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "previewSubscription", summary = "Tell what starting a subscription would come to")
    public PreviewBody previewStart(@NotNull @Valid OrderBody body) {
        Order order = body.toOrder(engine.readTime()::now);
        caller.allowed(order.account());
        return PreviewBody.of(
                engine.startSubscription().preview(order), engine.readTime().now(order.account()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readSubscription", summary = "Read a subscription")
    public RestResponse<SubscriptionBody> read(@RestPath String id) {
        return answer(RestResponse.Status.OK, new SubscriptionId(id));
    }

    @POST
    @Path("/{id}/changes")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "changeSubscription",
            summary = "Change, cancel, pause or resume a subscription",
            description = "With `If-Match` the step is taken only if the subscription is as it was read.")
    public RestResponse<SubscriptionBody> change(
            @RestPath String id,
            @NotNull @Valid StepBody body,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        SubscriptionId subscription =
                visible(new SubscriptionId(id)).subscription().id();
        OptionalLong revision = Revision.asked(ifMatch);
        SubscriptionChange change = Revision.onto(
                revision, () -> engine.changeSubscription().change(subscription, body.toStep(), revision));
        if (change instanceof SubscriptionChange.Refused refused) {
            throw ProblemException.refused(refused.reason());
        }
        return answer(RestResponse.Status.OK, subscription);
    }

    @POST
    @Path("/{id}/changes/preview")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "previewChange", summary = "Tell what a step would come to")
    public PreviewBody previewChange(@RestPath String id, @NotNull @Valid StepBody body) {
        Standing standing = visible(new SubscriptionId(id));
        return PreviewBody.of(
                engine.changeSubscription().preview(standing.subscription().id(), body.toStep()), standing.asOf());
    }

    private RestResponse<SubscriptionBody> answer(RestResponse.Status status, SubscriptionId id) {
        Standing standing = visible(id);
        return RestResponse.ResponseBuilder.create(status, SubscriptionBody.of(standing))
                .header(HttpHeaders.ETAG, Revision.tag(standing.revision()))
                .build();
    }

    private Standing visible(SubscriptionId id) {
        return engine.readSubscriptions()
                .find(id)
                .filter(standing -> caller.sees(standing.subscription().account()))
                .orElseThrow(() -> ProblemException.notFound("subscription '" + id + "'"));
    }
}
