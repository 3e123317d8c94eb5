package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/credits/ledger")
@Tag(name = "Ledger", description = "Whether somebody has tampered with what was written about credits")
public class VerificationResource {

    private final BillingEngine engine;
    private final CreditOwners owners;

    VerificationResource(BillingEngine engine, CreditOwners owners) {
        this.engine = engine;
        this.owners = owners;
    }

    @GET
    @Path("/verification")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "verifyLedger",
            summary = "Go through all entries of an account and find the first that is not as it was sealed",
            description =
                    "With a head that was exported earlier also that nothing was cut off since. What is wrong is an"
                            + " answer here and not an error.")
    public VerificationBody verify(
            @RestPath String account,
            @Parameter(description = "Of an exported head: how many entries", example = "12")
                    @RestQuery
                    @Nullable
                    @Min(0)
                    Long entries,
            @Parameter(description = "Of an exported head: its seal") @RestQuery @Nullable String seal) {
        AccountId id = owners.allowed(account);
        return VerificationBody.of(engine.verifyLedger().verify(id, kept(id, entries, seal)));
    }

    private static Optional<LedgerHead> kept(AccountId account, @Nullable Long entries, @Nullable String seal) {
        if (entries == null && seal == null) {
            return Optional.empty();
        }
        if (entries == null || seal == null) {
            throw ProblemException.invalid(
                    entries == null ? "entries" : "seal", "is missing: a head is its entries and its seal together");
        }
        return Optional.of(new LedgerHead(account, entries, Fields.read("seal", seal, EntrySeal::new)));
    }
}
