package dev.countinghouse.app.rest.clock;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/accounts/{account}/test-clock")
@Tag(name = "Test clock")
public class AccountClockResource {

    private final BillingEngine engine;
    private final TestClockAccess access;

    AccountClockResource(BillingEngine engine, TestClockAccess access) {
        this.engine = engine;
        this.access = access;
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "readAccountTestClock", summary = "What time it is for an account")
    public ClockBody read(@RestPath String account) {
        access.require();
        return ClockBody.standing(engine.readTime().now(known(account)));
    }

    @PUT
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "moveAccountTestClock",
            summary = "Move the clock of one account",
            description =
                    "The account has a clock of its own from then on and does not follow the instance's. It is put"
                            + " anywhere before the account's first subscription, and moved forward from then on.")
    public ClockBody move(@RestPath String account, @NotNull @Valid MoveBody body) {
        access.require();
        AccountId id = known(account);
        return body.moved(to -> engine.advanceClock().advance(id, to, MoveBody.MOST_STOPS));
    }

    private AccountId known(String account) {
        AccountId id = new AccountId(account);
        return engine.readAccounts()
                .find(id)
                .map(found -> id)
                .orElseThrow(() -> ProblemException.notFound("account '" + id + "'"));
    }
}
