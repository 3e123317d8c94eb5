package dev.countinghouse.app.rest.cost;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/accounts/{account}/cost")
@Tag(name = "Cost", description = "What LLM providers charge, and what is left of what customers pay")
public class CostResource {

    private static final int MOST_DIMENSIONS = 10;

    private final BillingEngine engine;
    private final Caller caller;

    CostResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readCost",
            summary = "What the recorded responses of an account cost us",
            description = "In USD, as the providers charge it. Responses without a price are not in it.")
    public AccountCostBody read(
            @RestPath String account,
            @Parameter(required = true, description = "RFC 3339") @RestQuery @NotNull String from,
            @Parameter(required = true, description = "RFC 3339; not included") @RestQuery @NotNull String to,
            @Parameter(description = "Dimensions, repeated or separated by commas", example = "model")
                    @RestQuery
                    @Size(max = MOST_DIMENSIONS)
                    List<String> groupBy) {
        caller.requireUnbound(); // what we pay is not the customer's business
        AccountId id = new AccountId(account);
        Period period = Times.period(from, to);
        List<String> dimensions = Filters.dimensions(groupBy);
        return AccountCostBody.of(period, dimensions, engine.readCost().cost(id, period, dimensions));
    }
}
