package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/usage")
@Tag(name = "Usage")
public class UsageResource {

    private static final int MOST_DIMENSIONS = 10;

    private final BillingEngine engine;
    private final Caller caller;

    UsageResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readUsage", summary = "Quantities of a meter by window and group")
    public UsageBody read(
            @RestPath String account,
            @Parameter(required = true, description = "Key of the meter", example = "llm_tokens") @RestQuery @NotNull
                    String meter,
            @Parameter(required = true, description = "RFC 3339") @RestQuery @NotNull String from,
            @Parameter(required = true, description = "RFC 3339; not included") @RestQuery @NotNull String to,
            @Parameter(
                            description =
                                    "hour, day, week, month or a multiple such as '14 days', by the account's calendar;"
                                            + " one window without it",
                            example = "day")
                    @RestQuery
                    @Nullable
                    String every,
            @Parameter(description = "Dimensions, repeated or separated by commas", example = "model")
                    @RestQuery
                    @Size(max = MOST_DIMENSIONS)
                    List<String> groupBy,
            @Parameter(
                            description =
                                    "dimension:value, repeated; values of one dimension are alternatives, dimensions must"
                                            + " all hold",
                            example = "model:gpt-4o")
                    @RestQuery
                    List<String> filter) {
        ReadUsage.Query query = new ReadUsage.Query(
                caller.allowed(new AccountId(account)),
                new MeterKey(meter),
                Filters.parse(filter),
                Filters.dimensions(groupBy),
                Times.period(from, to),
                every(every));
        return UsageBody.of(query, engine.readUsage().read(query));
    }

    @GET
    @Path("/live")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readLiveUsage",
            summary = "What the usage of the current billing period costs so far",
            description = "The same lines as the invoice will have for it.")
    public LiveUsageBody live(
            @RestPath String account,
            @Parameter(description = "RFC 3339; now where it is absent") @RestQuery @Nullable String asOf) {
        AccountId id = caller.allowed(new AccountId(account));
        Instant instant = asOf == null ? engine.readTime().now(id) : Times.parse("asOf", asOf);
        return LiveUsageBody.of(instant, engine.readUsage().live(id, instant));
    }

    private static Optional<ReadUsage.Every> every(@Nullable String every) {
        if (every == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReadUsage.Every.parse(every));
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalid(
                    "every", "is '" + every + "', it must be hour, day, week, month or a multiple such as '14 days'");
        }
    }
}
