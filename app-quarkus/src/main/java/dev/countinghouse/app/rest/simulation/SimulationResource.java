package dev.countinghouse.app.rest.simulation;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.catalogue.CatalogueText;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/simulations")
@Tag(name = "Simulations", description = "What an account would have paid under another plan")
public class SimulationResource {

    private final BillingEngine engine;
    private final Caller caller;

    SimulationResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "simulatePlan",
            summary = "Compare what an account was charged with what another plan would have charged",
            description = "Over the usage it really had, billing period by billing period. Stores nothing.")
    public SimulationBody simulate(@NotNull @Valid SimulationRequestBody body) {
        AccountId account = caller.allowed(Fields.read("account", body.account(), AccountId::new));
        Period range = body.range();
        PlanKey plan = Fields.read("plan", body.plan(), PlanKey::new);
        String draft = body.catalogue();
        Catalogue catalogue = draft == null
                ? engine.readCatalogue()
                        .current()
                        .map(ReadCatalogue.Published::catalogue)
                        .orElse(Catalogue.EMPTY)
                : CatalogueText.read(draft);
        PlanVersion version = catalogue
                .plan(plan)
                .orElseThrow(() -> new UnknownException("there is no plan '" + plan + "', the plans are "
                        + catalogue.plans().keySet()));
        return simulation(account, version, catalogue, range)
                .map(SimulationBody::of)
                .orElseThrow(() -> ProblemException.notFound(
                        "billing period of account '" + account + "' that begins in " + range));
    }

    private Optional<Simulation> simulation(AccountId account, PlanVersion plan, Catalogue catalogue, Period range) {
        try {
            return engine.simulatePlan().simulate(account, plan, catalogue.meters(), range);
        } catch (UnknownException unknown) {
            throw unknown;
        } catch (IllegalArgumentException incomparable) {
            throw ProblemException.refused(String.valueOf(incomparable.getMessage()));
        }
    }
}
