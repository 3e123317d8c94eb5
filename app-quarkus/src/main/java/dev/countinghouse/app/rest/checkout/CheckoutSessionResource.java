package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/billing/create-checkout-session")
@Tag(name = "Billing")
public class CheckoutSessionResource {

    private final BillingEngine engine;
    private final OpenCheckout checkouts;
    private final Caller caller;

    CheckoutSessionResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.checkouts = engine.openCheckout();
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created, or as it was created before under the same id",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CheckoutBody.class)))
    @Operation(
            operationId = "createCheckoutSession",
            summary = "Send a customer to the page where he pays, or chooses what he pays by",
            description = "For 24 hours. That he comes back to `successUrl` proves nothing: ask what has become of it.")
    public CheckoutBody create(@RestQuery @Nullable String account, @NotNull @Valid CheckoutOrderBody body) {
        return checkouts
                .open(body.toOrder(caller.meant(account)))
                .fold(
                        opened -> CheckoutBody.of(engine, opened.checkout()),
                        conflict -> {
                            throw ProblemException.of(
                                    Kind.CONFLICT,
                                    "checkout '" + conflict.earlier().id()
                                            + "' is of something else: take another id for each checkout");
                        },
                        refused -> {
                            throw ProblemException.refused(refused.field(), refused.reason());
                        });
    }
}
