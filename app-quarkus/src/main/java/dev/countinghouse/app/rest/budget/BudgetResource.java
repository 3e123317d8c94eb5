package dev.countinghouse.app.rest.budget;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.ports.driving.SetBudget.Outcome;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What providers cost us is not the customer's business: for a key of an account there are no budgets of that. */
@Path("/accounts/{account}/budgets")
@Tag(name = "Budgets", description = "How much an account wants to spend, or to cost")
public class BudgetResource {

    private final BillingEngine engine;
    private final Caller caller;

    BudgetResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @PUT
    @Path("/{budget}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BudgetBody.class)))
    @Operation(
            operationId = "setBudget",
            summary = "Set a budget, new or in place of the one with this id",
            description = "The id is your own: 1 to 63 of a-z, 0-9, '_', '.' and '-'. An alert that was raised in this"
                    + " billing period is not raised again, whatever the budget was then.")
    public RestResponse<BudgetBody> set(
            @RestPath String account, @RestPath String budget, @NotNull @Valid BudgetTermsBody body) {
        AccountId owner = allowed(account);
        BudgetId id = Fields.read("budget", budget, BudgetId::new);
        Budget wanted = body.toBudget(owner, id);
        if (wanted.measure() == Budget.Measure.COST || isSellersOnly(owner, id)) {
            caller.requireUnbound();
        }
        Outcome outcome = engine.setBudget().set(wanted);
        if (outcome instanceof Outcome.Done done) {
            return RestResponse.status(
                    done.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, BudgetBody.of(done.state()));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw ProblemException.rejected(refused.field(), refused.reason());
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private boolean isSellersOnly(AccountId account, BudgetId id) {
        return engine.readBudgets()
                .find(account, id)
                .filter(state -> state.budget().measure() == Budget.Measure.COST)
                .isPresent();
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listBudgets",
            summary = "Read what has become of the budgets of an account, by id",
            description = "For a key of the account without those of what providers cost.")
    public Page<BudgetBody> list(@RestPath String account) {
        return Page.whole(
                engine.readBudgets().list(allowed(account)).stream()
                        .filter(this::isVisible)
                        .toList(),
                BudgetBody::of);
    }

    private boolean isVisible(BudgetState state) {
        return caller.boundTo().isEmpty() || state.budget().measure() == Budget.Measure.CHARGE;
    }

    @GET
    @Path("/{budget}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readBudget", summary = "Read what has become of a budget")
    public BudgetBody read(@RestPath String account, @RestPath String budget) {
        return BudgetBody.of(find(account, budget));
    }

    /** A text that cannot be a budget's id is nobody's. */
    private BudgetState find(String account, String budget) {
        return engine.readBudgets().list(allowed(account)).stream()
                .filter(state -> state.budget().id().value().equals(budget))
                .filter(this::isVisible)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("budget '" + budget + "' of account '" + account + "'"));
    }

    @DELETE
    @Path("/{budget}")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Removed")
    @Operation(operationId = "removeBudget", summary = "Remove a budget", description = "Its alerts stay.")
    public void remove(@RestPath String account, @RestPath String budget) {
        Budget found = find(account, budget).budget();
        engine.setBudget().remove(found.account(), found.id());
    }
}
