package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/accounts/{account}/leases")
@Tag(name = "Gate")
public class LeaseResource {

    private final BillingEngine engine;
    private final Caller caller;

    LeaseResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "listLeases",
            summary = "Hold what is lent of an account's limits against what the holder has",
            description =
                    "Those that have not ended, by holder, limit and epoch. Empty where nothing is lent: without a"
                            + " holder of leases, or while nobody calls.")
    public Page<LeaseBody> list(@RestPath String account) {
        return Page.whole(engine.readLeases().loans(caller.allowed(new AccountId(account))), LeaseBody::of);
    }
}
