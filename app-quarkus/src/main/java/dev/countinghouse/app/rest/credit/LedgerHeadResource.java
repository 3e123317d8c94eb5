package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/ledger")
@Tag(name = "Ledger")
public class LedgerHeadResource {

    private final BillingEngine engine;
    private final Caller caller;

    LedgerHeadResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @Path("/heads")
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "listLedgerHeads",
            summary = "Export the heads of all ledgers, by account",
            description = "Keep them where nobody who can write the database can: a ledger is verified against its head"
                    + " later.")
    public Page<HeadBody> heads(
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound();
        Optional<AccountId> after = Cursor.parse(cursor, 1).map(parts -> new AccountId(parts.get(0)));
        List<LedgerHead> found = engine.verifyLedger().heads(after, limit + 1);
        return Page.of(
                found, limit, HeadBody::of, head -> Cursor.of(head.account().value()));
    }
}
