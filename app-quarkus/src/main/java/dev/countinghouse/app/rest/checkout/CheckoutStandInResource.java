package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.standin.CustomerStandIn;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The page where a customer of the stand-in pays. For a browser: whoever knows its address may use it, as at a provider's. */
@Path("/checkout-stand-in/{reference}")
@Tag(name = "Payment stand-in")
public class CheckoutStandInResource {

    private final Payments payments;
    private final Caller caller;

    CheckoutStandInResource(Payments payments, Caller caller) {
        this.payments = payments;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response page(@RestPath String reference) {
        return html(200, reference, "");
    }

    @POST
    @Path("/complete")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response complete(@RestPath String reference, @RestForm @Nullable String method) {
        open(reference);
        try {
            return Response.seeOther(pages().complete(named(reference), method == null ? "" : method))
                    .build();
        } catch (IllegalArgumentException notNow) {
            return html(422, reference, String.valueOf(notNow.getMessage()));
        }
    }

    @POST
    @Path("/cancel")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response cancel(@RestPath String reference) {
        open(reference);
        return Response.seeOther(pages().cancel(named(reference))).build();
    }

    @POST
    @Path("/expire")
    @RolesAllowed(Permission.ADMIN)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @Operation(operationId = "standInExpire", summary = "Somebody ends a checkout in the provider's dashboard")
    public void expire(@RestPath String reference) {
        caller.requireUnbound();
        open(reference);
        pages().expire(named(reference));
    }

    private Response html(int status, String reference, String trouble) {
        CheckoutOrder order = open(reference);
        return StandInPages.response(status, StandInPages.checkout(address(reference), order, trouble));
    }

    private static String address(String reference) {
        return "/api/v1/checkout-stand-in/" + reference;
    }

    private CheckoutOrder open(String reference) {
        return pages().page(named(reference))
                .orElseThrow(() -> ProblemException.notFound("such page, or not any more"));
    }

    private static CheckoutReference named(String reference) {
        return Fields.read("reference", reference, CheckoutReference::new);
    }

    private CustomerStandIn pages() {
        return payments.standInPages()
                .orElseThrow(() -> ProblemException.notFound("payment stand-in: payments are taken by a provider"));
    }
}
