package dev.countinghouse.app.rest.quota;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/accounts/{account}/entitlements")
@Tag(name = "Quotas")
public class EntitlementResource {

    private final BillingEngine engine;
    private final Caller caller;

    EntitlementResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listEntitlements",
            summary = "List the features an account may use now",
            description = "None while no subscription admits usage.")
    public Page<EntitlementBody> list(@RestPath String account) {
        AccountId id = caller.allowed(new AccountId(account));
        return Page.whole(
                List.copyOf(engine.readEntitlements().entitlements(id).entrySet()),
                entry -> EntitlementBody.of(entry.getKey(), entry.getValue()));
    }
}
