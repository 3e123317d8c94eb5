package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/credits")
@Tag(name = "Credits", description = "What is prepaid, or given: how much there is and what became of it")
public class CreditResource {

    private final BillingEngine engine;
    private final Caller caller;
    private final CreditOwners owners;

    CreditResource(BillingEngine engine, Caller caller, CreditOwners owners) {
        this.engine = engine;
        this.caller = caller;
        this.owners = owners;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Permission.READ, Permission.WRITE})
    @Operation(
            operationId = "readCredits",
            summary = "Read what there is, by unit",
            description = "As of now: what fell due meanwhile counts, whether or not it is booked. Empty for an account"
                    + " that never had credits.")
    public Page<BalanceBody> balances(@RestPath String account) {
        return Page.whole(engine.readCredits().balances(owners.allowed(account)), BalanceBody::of);
    }

    @GET
    @Path("/summary")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "summarizeCredits",
            summary = "What came, what went, and on what it was spent",
            description =
                    "From a time up to another; of the current billing period, without a subscription the calendar"
                            + " month, where neither is said.")
    public SummaryBody summary(
            @RestPath String account,
            @Parameter(description = "RFC 3339") @RestQuery @Nullable String from,
            @Parameter(description = "RFC 3339; not included") @RestQuery @Nullable String to) {
        AccountId id = owners.allowed(account);
        Period period = period(id, from, to);
        return SummaryBody.of(period, engine.readCredits().summary(id, period));
    }

    private Period period(AccountId account, @Nullable String from, @Nullable String to) {
        if (from == null && to == null) {
            return engine.readCredits().currentPeriod(account);
        }
        if (from == null || to == null) {
            throw ProblemException.invalid(
                    from == null ? "from" : "to", "is missing: a time is named by from and to together");
        }
        return Times.period(from, to);
    }

    @GET
    @Path("/history")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listCreditHistory", summary = "List every change of the credits, the latest first")
    public Page<EntryBody> history(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = owners.existing(account);
        return Page.of(
                engine.readCredits().history(id, Ordinals.before(cursor), limit + 1),
                limit,
                EntryBody::of,
                entry -> Cursor.of(Long.toString(entry.entry().ordinal())));
    }

    @GET
    @Path("/history.csv")
    @Produces("text/csv")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listCreditHistoryAsTable",
            summary = "The same as comma-separated values, all of it",
            description = "A row per posting. A text that a spreadsheet would take for a formula is preceded by an"
                    + " apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    public StreamingOutput table(@RestPath String account) {
        return new HistoryTable(engine.readCredits(), owners.existing(account));
    }

    @PUT
    @Path("/line")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "setCreditLine",
            summary = "Say how far below 0 holds and sales may take the balance of a unit",
            description = "0 is the usual. Lowering it takes nothing back.")
    public CreditsBody setLine(@RestPath String account, @NotNull @Valid CreditsBody body) {
        AccountId id = owners.allowed(account);
        caller.requireUnbound(); // a customer does not decide how much it may owe
        Credits line = Amounts.notNegative("amount", body.amount(), Amounts.unit("unit", body.unit()));
        engine.grantCredits().setCreditLine(id, line);
        return CreditsBody.of(line);
    }

    @POST
    @Path("/spend")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "spendCredits",
            summary = "Pay for something with credits, at once and only if there are enough",
            description = "402 where there are not, with what there is and how to buy more. The same command for"
                    + " something else is answered with 409.")
    public SpentBody spend(@RestPath String account, @NotNull @Valid SpendBody body) {
        AccountId id = owners.allowed(account);
        SaleOutcome outcome =
                engine.spendCredits().spend(id, body.toCommand(), body.about(), body.price(), body.toPurpose());
        if (outcome instanceof SaleOutcome.Sold sold) {
            return SpentBody.of(sold);
        }
        if (outcome instanceof SaleOutcome.Insufficient few) {
            throw ProblemException.insufficientCredits(id, few.wanted(), few.available());
        }
        SaleOutcome.Conflict conflict = (SaleOutcome.Conflict) outcome;
        throw ProblemException.of(
                Kind.CONFLICT,
                "command '" + body.command() + "' made entry "
                        + conflict.earlier().ordinal() + " about '"
                        + conflict.earlier().about() + "', of other content: take a new one for each thing to be paid");
    }
}
