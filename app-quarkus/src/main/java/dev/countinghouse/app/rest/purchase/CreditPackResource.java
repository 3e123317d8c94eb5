package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/credit-packs")
@Tag(name = "Purchases")
public class CreditPackResource {

    private final BillingEngine engine;

    CreditPackResource(BillingEngine engine) {
        this.engine = engine;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readCreditPacks", summary = "How credits are sold: bounds, bonuses, packs")
    public CreditPacksBody read() {
        return engine.readCatalogue()
                .current()
                .flatMap(published -> published.catalogue().creditSale())
                .map(CreditPacksBody::of)
                .orElseThrow(() -> ProblemException.notFound("sale of credits: the catalogue has no 'credits'"));
    }
}
