package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/billing/checkout-sessions")
@Tag(name = "Billing")
public class CheckoutReadingResource {

    private final BillingEngine engine;
    private final OpenCheckout checkouts;
    private final Caller caller;

    CheckoutReadingResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.checkouts = engine.openCheckout();
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readCheckoutSession", summary = "Read what has become of a checkout")
    public CheckoutBody read(@RestQuery @Nullable String account, @RestPath String id) {
        AccountId owner = caller.meant(account);
        return checkouts
                .find(owner, Fields.read("id", id, CheckoutId::new))
                .map(checkout -> CheckoutBody.of(engine, checkout))
                .orElseThrow(() -> ProblemException.notFound("checkout '" + id + "' of account '" + owner + "'"));
    }
}
