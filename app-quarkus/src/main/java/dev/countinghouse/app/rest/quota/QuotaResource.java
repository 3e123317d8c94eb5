package dev.countinghouse.app.rest.quota;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.operations.CallMetrics;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.EventBody;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/quotas")
@Tag(name = "Quotas", description = "What an account may use, and how much of it is left")
public class QuotaResource {

    private static final int MOST_DIMENSIONS = 10;

    private final BillingEngine engine;
    private final Caller caller;
    private final Timer decisions;

    QuotaResource(BillingEngine engine, Caller caller, CallMetrics metrics) {
        this.engine = engine;
        this.caller = caller;
        this.decisions = metrics.quotaDecisions();
    }

    @GET
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "listQuotas",
            summary = "Read the state of every meter the account's plan has an allowance for")
    public Page<QuotaBody> list(@RestPath String account) {
        return Page.whole(engine.evaluateQuota().all(caller.allowed(new AccountId(account))), QuotaBody::of);
    }

    @GET
    @Path("/{meter}")
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "readQuota",
            summary = "Tell whether more of a meter may be used",
            description = "Uses nothing, so a refusal is an answer here and not an error.")
    public QuotaBody read(
            @RestPath String account,
            @RestPath String meter,
            @Parameter(description = "Units wanted; 0 asks for the state as it is", example = "1")
                    @RestQuery
                    @DefaultValue("0")
                    String requested,
            @Parameter(
                            description =
                                    "What the usage will carry, each a dimension and its value, repeated: a budget"
                                            + " for a part of the account refuses what names that part",
                            example = "project:search")
                    @RestQuery
                    @Size(max = MOST_DIMENSIONS)
                    List<String> dimension) {
        AccountId id = caller.allowed(new AccountId(account));
        Fraction wanted = Decimals.parse("requested", requested);
        if (wanted.signum() < 0) {
            throw ProblemException.invalid("requested", "is '" + requested + "', it must not be negative");
        }
        Map<String, String> dimensions = Filters.values("dimension", dimension);
        return QuotaBody.of(
                decisions.record(() -> engine.evaluateQuota().evaluate(id, new MeterKey(meter), wanted, dimensions)));
    }

    @GET
    @Path("/{meter}/explanation")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "explainQuota",
            summary = "Explain the state of a quota",
            description =
                    "Where what is included comes from, what each part of the period used, and the events that count.")
    public QuotaExplanationBody explain(
            @RestPath String account,
            @RestPath String meter,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = caller.allowed(new AccountId(account));
        return QuotaExplanationBody.of(
                engine.explainQuota().explain(id, new MeterKey(meter), EventBody.after(cursor, id), limit));
    }
}
