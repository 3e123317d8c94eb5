package dev.countinghouse.app.rest.provider;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/provider-subscriptions")
@Tag(
        name = "Provider subscriptions",
        description = "Subscriptions at the payment provider, where he invoices; for the administrator")
public class ProviderSubscriptionsResource {

    private final BillingEngine engine;
    private final Caller caller;

    ProviderSubscriptionsResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "listWaitingSubscriptions",
            summary = "Tell whose subscriptions are not at the provider as they are here",
            description =
                    "By account: those that wait for something, and what that is. What is on its way is left out.")
    public Page<WaitingSubscriptionBody> waiting(
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound();
        if (!engine.mirrorsSubscriptions()) {
            throw ProblemException.refused("this service makes the invoices itself, so nobody else has subscriptions:"
                    + " countinghouse.invoicing is not provider");
        }
        return Page.of(
                engine.mirrorSubscriptions()
                        .waiting(Cursor.parse(cursor, 1).map(parts -> new AccountId(parts.get(0))), limit + 1),
                limit,
                WaitingSubscriptionBody::of,
                last -> Cursor.of(last.account().value()));
    }
}
