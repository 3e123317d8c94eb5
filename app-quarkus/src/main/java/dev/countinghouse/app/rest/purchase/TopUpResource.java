package dev.countinghouse.app.rest.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.SetTopUp;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/top-up")
@Tag(name = "Purchases")
public class TopUpResource {

    private final SetTopUp topUps;
    private final Caller caller;

    TopUpResource(BillingEngine engine, Caller caller) {
        this.topUps = engine.setTopUp();
        this.caller = caller;
    }

    @Schema(name = "TopUpStanding")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StandingBody(
            @Schema(description = "Absent if nothing is bought by itself") @Nullable TopUpBody topUp,
            @Schema(description = "Why nothing is bought until the customer buys or changes something") @Nullable
                    String stopped) {}

    @PUT
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "setTopUp",
            summary = "Have credits bought by themselves when there are few left",
            description = "After one that failed none is bought until the customer buys himself or changes something.")
    public StandingBody set(@RestPath String account, @NotNull @Valid TopUpBody body) {
        AccountId owner = allowed(account);
        if (topUps.set(owner, body.toTopUp()) instanceof SetTopUp.Outcome.Refused refused) {
            throw ProblemException.refused(refused.field(), refused.reason());
        }
        return standing(owner);
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readTopUp", summary = "Whether credits are bought by themselves")
    public StandingBody read(@RestPath String account) {
        return standing(allowed(account));
    }

    @DELETE
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Nothing is bought by itself any more")
    @Operation(operationId = "removeTopUp", summary = "Have nothing bought by itself any more")
    public void remove(@RestPath String account) {
        topUps.clear(allowed(account));
    }

    private StandingBody standing(AccountId account) {
        SetTopUp.Standing standing = topUps.read(account);
        return new StandingBody(
                standing.topUp().map(TopUpBody::of).orElse(null),
                standing.stopped().orElse(null));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }
}
