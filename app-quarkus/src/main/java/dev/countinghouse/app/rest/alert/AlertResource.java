package dev.countinghouse.app.rest.alert;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/alerts")
@Tag(name = "Alerts", description = "Thresholds of allowances and budgets that were reached")
public class AlertResource {

    private final BillingEngine engine;
    private final Caller caller;

    AlertResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "listAlerts",
            summary = "List the alerts of an account, the last one first",
            description = "For a key of the account without those of what providers cost: a page may hold fewer than"
                    + " `limit` and not be the last.")
    public Page<AlertBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = caller.allowed(new AccountId(account));
        List<Alert> found = engine.readAlerts().list(id, after(id, cursor), limit + 1);
        Page<Alert> page = Page.of(
                found, limit, alert -> alert, alert -> Cursor.of(alert.id().value()));
        return new Page<>(
                page.items().stream().filter(this::isVisible).map(AlertBody::of).toList(), page.nextCursor());
    }

    private Optional<AlertId> after(AccountId account, @Nullable String cursor) {
        return Cursor.parse(cursor, 1).map(parts -> parsed(parts.get(0))
                .filter(id -> engine.readAlerts().find(account, id).isPresent())
                .orElseThrow(() -> Cursor.wrong(String.valueOf(cursor))));
    }

    private static Optional<AlertId> parsed(String id) {
        try {
            return Optional.of(new AlertId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private boolean isVisible(Alert alert) {
        return caller.boundTo().isEmpty() || !alert.subject().isSellersOnly();
    }

    @GET
    @Path("/{alert}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readAlert", summary = "Read an alert")
    public AlertBody read(@RestPath String account, @RestPath String alert) {
        return AlertBody.of(find(account, alert));
    }

    /** A text that cannot be an alert's id is nobody's. */
    private Alert find(String account, String alert) {
        AccountId id = caller.allowed(new AccountId(account));
        return parsed(alert)
                .flatMap(wanted -> engine.readAlerts().find(id, wanted))
                .filter(this::isVisible)
                .orElseThrow(() -> ProblemException.notFound("alert '" + alert + "' of account '" + account + "'"));
    }

    @POST
    @Path("/{alert}/acknowledge")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "acknowledgeAlert",
            summary = "Say that somebody has taken notice of an alert",
            description = "Again, or with another key, it changes nothing and succeeds.")
    public AlertBody acknowledge(@RestPath String account, @RestPath String alert) {
        Alert found = find(account, alert);
        return AlertBody.of(engine.acknowledgeAlert().acknowledge(found.account(), found.id(), caller.name()));
    }
}
