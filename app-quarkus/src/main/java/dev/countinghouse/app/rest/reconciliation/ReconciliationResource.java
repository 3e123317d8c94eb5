package dev.countinghouse.app.rest.reconciliation;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/reconciliation")
@Tag(name = "Reconciliation", description = "What should agree held against each other, for the administrator")
public class ReconciliationResource {

    /** A month, for what is done by hand. */
    private static final Duration USUAL = Duration.ofDays(31);

    private final BillingEngine engine;
    private final Caller caller;

    ReconciliationResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "reconcile",
            summary = "Hold usage, invoices, payments and credits against each other",
            description =
                    "Of one account, or of so many in the order of their ids. The payment provider is asked about each payment"
                            + " that was begun since then. What only lags, as after a notice that was lost, is put right"
                            + " and told as `resolved`.")
    public ReconciliationBody reconcile(
            @RestQuery @Parameter(description = "This one alone") @Nullable String account,
            @RestQuery
                    @Parameter(
                            description =
                                    "Payments that were begun, and invoices that were issued, then or later; absent"
                                            + " for the last 31 days")
                    @Nullable
                    String since,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound();
        Instant from = Optional.ofNullable(since)
                .map(text -> Fields.time("since", text))
                .orElseGet(() -> engine.readTime().now().minus(USUAL));
        if (account != null) {
            AccountId one = Fields.read("account", account, AccountId::new);
            return ReconciliationBody.of(engine.reconcile().reconcile(one, from), from);
        }
        Optional<AccountId> after = Cursor.parse(cursor, 1).map(parts -> new AccountId(parts.get(0)));
        return ReconciliationBody.of(engine.reconcile().reconcile(after, limit, from), from);
    }
}
