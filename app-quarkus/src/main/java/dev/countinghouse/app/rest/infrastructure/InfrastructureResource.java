package dev.countinghouse.app.rest.infrastructure;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/accounts/{account}/infrastructure")
@Tag(name = "Infrastructure", description = "What accounts have at a provider of infrastructure")
public class InfrastructureResource {

    private final ProvisionAccount accounts;
    private final Caller caller;

    InfrastructureResource(BillingEngine engine, Caller caller) {
        this.accounts = engine.provisionAccount();
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Permission.BILLING)
    @APIResponse(responseCode = "200", description = "It was asked for before: what has become of it")
    @APIResponse(
            responseCode = "201",
            description = "Ready, undone or on its way: see its state",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InfrastructureBody.class)))
    @Operation(
            operationId = "provisionAccount",
            summary = "Open an account that has infrastructure",
            description =
                    "A service account, its identity and storage are created, one after the other; then the account"
                            + " is opened and subscribed. What cannot be had as a whole is deleted again: `undone`, and there is no"
                            + " account. Where the provider does not answer it is `creating` and goes on by itself, or when the"
                            + " call is sent again.")
    public RestResponse<InfrastructureBody> provision(
            @RestPath String account, @NotNull @Valid InfrastructureOrderBody body) {
        caller.requireUnbound();
        ProvisionAccount.Order order = body.toOrder(new AccountId(account));
        boolean isNew = accounts.find(order.account())
                .filter(it -> it.id().equals(order.id()))
                .isEmpty();
        InfrastructureBody kept = accounts.provision(order)
                .fold(
                        it -> InfrastructureBody.of(it.provision()),
                        conflict -> {
                            throw ProblemException.of(Kind.CONFLICT, conflict.reason());
                        },
                        refused -> {
                            throw ProblemException.refused(refused.reason());
                        });
        return RestResponse.status(isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, kept);
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readInfrastructure",
            summary = "Read what an account was provided with last",
            description = "Also of an account that is not open yet, or was not opened.")
    public InfrastructureBody read(@RestPath String account) {
        return accounts.find(caller.allowed(new AccountId(account)))
                .map(InfrastructureBody::of)
                .orElseThrow(() -> unknown(account));
    }

    @DELETE
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "removeInfrastructure",
            summary = "Delete what an account was provided with",
            description = "In the reverse order; what the provider does not delete at once is `removing` and goes on by"
                    + " itself. The account stays as it is. One that is being created is called off.")
    public InfrastructureBody remove(@RestPath String account) {
        caller.requireUnbound();
        return accounts.remove(new AccountId(account))
                .map(InfrastructureBody::of)
                .orElseThrow(() -> unknown(account));
    }

    private static ProblemException unknown(String account) {
        return ProblemException.notFound("infrastructure of account '" + account + "'");
    }
}
