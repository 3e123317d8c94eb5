package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

@Path("/billing/create-portal-session")
@Tag(name = "Billing")
public class PortalSessionResource {

    private final OpenPortal portals;
    private final Caller caller;

    PortalSessionResource(BillingEngine engine, Caller caller) {
        this.portals = engine.openPortal();
        this.caller = caller;
    }

    @Schema(name = "PortalOrder")
    public record PortalOrderBody(
            @Schema(
                            description = "Where the customer comes back to; on one of the listed origins",
                            examples = "https://app.example.com/billing")
                    @NotBlank
                    @Size(max = 2_000)
                    String returnUrl) {}

    @Schema(name = "PortalSession")
    public record PortalBody(
            @Schema(description = "Where the customer's browser has to go, soon; show it to nobody else") String url) {}

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PortalBody.class)))
    @Operation(
            operationId = "createPortalSession",
            summary = "Send a customer to the page where he changes what he pays by and who he is",
            description = "What he changes there becomes the account's.")
    public PortalBody create(@RestQuery @Nullable String account, @NotNull @Valid PortalOrderBody body) {
        return portals.open(caller.meant(account), body.returnUrl())
                .fold(opened -> new PortalBody(opened.page().toString()), refused -> {
                    throw ProblemException.refused(refused.field(), refused.reason());
                });
    }
}
