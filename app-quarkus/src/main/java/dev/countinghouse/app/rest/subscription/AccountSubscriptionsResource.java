package dev.countinghouse.app.rest.subscription;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/subscriptions")
@Tag(name = "Subscriptions")
public class AccountSubscriptionsResource {

    private final BillingEngine engine;
    private final Caller caller;

    AccountSubscriptionsResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listSubscriptions",
            summary = "List the subscriptions of an account, ended ones too, by start")
    public Page<SubscriptionBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        return Page.of(
                engine.readSubscriptions().of(caller.allowed(new AccountId(account))),
                cursor,
                limit,
                SubscriptionBody::of,
                standing -> standing.subscription().id().value());
    }
}
