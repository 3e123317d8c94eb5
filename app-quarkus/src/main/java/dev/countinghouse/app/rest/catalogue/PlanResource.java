package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/plans")
@Tag(name = "Catalogue")
public class PlanResource {

    private final BillingEngine engine;

    PlanResource(BillingEngine engine) {
        this.engine = engine;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listPlans", summary = "List the plans that are sold now, by key")
    public Page<PlanBody> list(
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        List<PlanVersion> plans = engine.readCatalogue()
                .current()
                .map(published -> List.copyOf(published.catalogue().plans().values()))
                .orElse(List.of());
        return Page.of(
                plans, cursor, limit, PlanBody::of, plan -> plan.id().plan().value());
    }

    @GET
    @Path("/{plan}/versions")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listPlanVersions",
            summary = "List all versions of a plan, the oldest first",
            description = "Also of a plan that is no longer sold: subscriptions may still be on it.")
    public Page<PlanBody> versions(
            @RestPath String plan,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        List<PlanVersion> versions = engine.readCatalogue().versionsOf(new PlanKey(plan));
        if (versions.isEmpty()) {
            throw ProblemException.notFound("plan '" + plan + "'");
        }
        return Page.of(
                versions,
                cursor,
                limit,
                PlanBody::of,
                version -> String.valueOf(version.id().version()));
    }
}
