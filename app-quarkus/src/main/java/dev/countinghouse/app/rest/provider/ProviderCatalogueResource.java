package dev.countinghouse.app.rest.provider;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.config.Settings.Invoicing;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/provider-catalogue")
@Tag(
        name = "Provider catalogue",
        description = "What the payment provider charges for, where he invoices; for the administrator")
public class ProviderCatalogueResource {

    private final BillingEngine engine;
    private final Settings settings;
    private final Caller caller;

    ProviderCatalogueResource(BillingEngine engine, Settings settings, Caller caller) {
        this.engine = engine;
        this.settings = settings;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "planProviderCatalogue",
            summary = "Tell what provisioning would do",
            description = "Compares the published catalogue with what the provider has, and changes nothing.")
    public ProviderCatalogueBody plan() {
        return ProviderCatalogueBody.of(done(provision().plan()));
    }

    @POST
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "applyProviderCatalogue",
            summary = "Provision the published catalogue",
            description = "Makes at the provider what is missing there, and remembers what he calls it. Again, it does"
                    + " nothing; after a failure it goes on.")
    public ProviderCatalogueBody apply() {
        Outcome.Provisioned done = done(provision().apply());
        if (done.diff().isObstructed()) {
            throw ProblemException.refused(done.diff().changes().stream()
                    .filter(change -> change.action() == Action.OBSTRUCTED)
                    .map(change -> change.key() + ": " + change.before())
                    .toList());
        }
        return ProviderCatalogueBody.of(done);
    }

    private ProvisionCatalogue provision() {
        caller.requireUnbound();
        if (settings.invoicing() != Invoicing.PROVIDER) {
            throw ProblemException.refused("this service makes the invoices itself, so there is nothing to provision:"
                    + " countinghouse.invoicing is not provider");
        }
        return engine.provisionCatalogue();
    }

    private static Outcome.Provisioned done(Outcome outcome) {
        return outcome.fold(done -> done, refused -> {
            throw ProblemException.refused(
                    refused.problems().stream().map(Inexpressible::toString).toList());
        });
    }
}
