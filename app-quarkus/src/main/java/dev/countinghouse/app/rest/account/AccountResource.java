package dev.countinghouse.app.rest.account;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts")
@Tag(name = "Accounts", description = "Customers and the subjects their usage arrives under")
public class AccountResource {

    private final BillingEngine engine;
    private final Caller caller;

    AccountResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listAccounts", summary = "List accounts by id")
    public Page<AccountBody> list(
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound();
        return Page.of(
                engine.readAccounts()
                        .list(Cursor.parse(cursor, 1).map(parts -> new AccountId(parts.get(0))), limit + 1),
                limit,
                AccountBody::of,
                account -> Cursor.of(account.id().value()));
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountBody.class)))
    @Operation(
            operationId = "openAccount",
            summary = "Open an account",
            description =
                    "Opening the same account again changes nothing and succeeds; its id makes the call repeatable.")
    public AccountBody open(@NotNull @Valid AccountBody body) {
        caller.requireUnbound();
        return answer(engine.openAccount().open(body.toAccount()));
    }

    @GET
    @Path("/{account}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readAccount", summary = "Read an account")
    public AccountBody read(@RestPath String account) {
        AccountId id = caller.allowed(new AccountId(account));
        return engine.readAccounts()
                .find(id)
                .map(AccountBody::of)
                .orElseThrow(() -> ProblemException.notFound("account '" + account + "'"));
    }

    @Schema(name = "AccountParty", description = "Who is billed")
    public record PartyBody(
            @Schema(description = "As invoices name it", examples = "Acme Inc.") @NotBlank @Size(max = 500) String name,
            @Schema(description = "Lines of the postal address") @Nullable @Size(max = 10)
                    List<@NotNull @Size(max = 200) String> address,
            @Nullable @Size(max = 100) String taxId,
            @Nullable @Size(max = 254) String email) {}

    @PUT
    @Path("/{account}/party")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "describeAccount",
            summary = "Change how bills name an account's customer",
            description =
                    "All of it; what is absent is empty from now on. Invoices that are issued stay as they are. The"
                            + " payment provider is told. What the customer himself says there becomes the account's, and where"
                            + " both have changed the same it is the customer's word that counts.")
    public AccountBody describe(@RestPath String account, @NotNull @Valid PartyBody body) {
        return answer(engine.openAccount()
                .describe(
                        caller.allowed(new AccountId(account)),
                        AccountBody.party(body.name(), body.address(), body.taxId(), body.email())));
    }

    @Schema(name = "Subject")
    public record SubjectBody(
            @Schema(description = "From now on usage with this subject belongs to the account", examples = "user-4711")
                    @NotBlank
                    String subject) {}

    @POST
    @Path("/{account}/subjects")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "addSubject", summary = "Add a subject to an account")
    public AccountBody addSubject(@RestPath String account, @NotNull @Valid SubjectBody body) {
        caller.requireUnbound(); // whose usage a subject is decides who pays for it
        return answer(engine.openAccount().addSubject(new AccountId(account), body.subject()));
    }

    private static AccountBody answer(OpenAccount.Outcome outcome) {
        if (outcome instanceof OpenAccount.Outcome.Opened opened) {
            return AccountBody.of(opened.account());
        }
        throw ProblemException.refused(((OpenAccount.Outcome.Refused) outcome).reason());
    }
}
