package dev.countinghouse.app.rest.cost;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/margin")
@Tag(name = "Cost")
public class MarginResource {

    private static final int MOST_DIMENSIONS = 10;

    private final BillingEngine engine;
    private final Caller caller;

    MarginResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readMargin",
            summary = "Revenue less provider cost of a billing period",
            description =
                    "Of the period that contains `asOf` or ends there, up to then. Fees are spread over groups in proportion"
                            + " to the usage they paid for.")
    public MarginBody read(
            @RestPath String account,
            @Parameter(description = "RFC 3339; now where it is absent") @RestQuery @Nullable String asOf,
            @Parameter(description = "Dimensions, repeated or separated by commas", example = "model")
                    @RestQuery
                    @Size(max = MOST_DIMENSIONS)
                    List<String> groupBy) {
        caller.requireUnbound(); // what we pay is not the customer's business
        AccountId id = new AccountId(account);
        Instant instant = asOf == null ? engine.readTime().now(id) : Times.parse("asOf", asOf);
        List<String> dimensions = Filters.dimensions(groupBy);
        return engine.readMargin()
                .margin(id, instant, dimensions)
                .map(margins -> MarginBody.of(instant, dimensions, margins))
                .orElseThrow(() -> ProblemException.refused("account '" + id + "' has no billing period at " + instant
                        + ", or is billed in a currency without an exchange rate to USD"));
    }

    @GET
    @Path("/explanation")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "explainMargin",
            summary = "Explain the margin of a group",
            description = "Its shares of the period's lines, its cost by model, and the responses with the price book's"
                    + " steps.")
    public MarginExplanationBody explain(
            @RestPath String account,
            @Parameter(description = "RFC 3339; now where it is absent") @RestQuery @Nullable String asOf,
            @Parameter(
                            description =
                                    "Dimension and value, repeated in the order of the margin's groupBy; none for the"
                                            + " whole account",
                            example = "project:search")
                    @RestQuery
                    @Size(max = MOST_DIMENSIONS)
                    List<String> group,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound(); // what we pay is not the customer's business
        AccountId id = new AccountId(account);
        Instant instant = asOf == null ? engine.readTime().now(id) : Times.parse("asOf", asOf);
        Map<String, String> named = Filters.group(group);
        return engine.explainMargin()
                .explain(
                        id,
                        instant,
                        List.copyOf(named.keySet()),
                        new Group(List.copyOf(named.values())),
                        EventBody.after(cursor, id),
                        limit)
                .map(explanation -> MarginExplanationBody.of(instant, named, explanation))
                .orElseThrow(() -> ProblemException.notFound(
                        "margin of " + named + " of account '" + id + "' in a billing period at " + instant));
    }
}
