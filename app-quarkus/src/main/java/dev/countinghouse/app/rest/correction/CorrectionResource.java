package dev.countinghouse.app.rest.correction;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Order;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Outcome;
import dev.countinghouse.billing.ports.driving.CorrectUsage.Step;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/corrections")
@Tag(name = "Corrections", description = "Putting right usage that was recorded wrongly")
public class CorrectionResource {

    private final BillingEngine engine;
    private final Caller caller;

    CorrectionResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "correctUsage",
            summary = "Void or amend recorded events",
            description = "Answers 200 with an outcome per correction in their order. What an event was is kept.")
    public Items<CorrectionItem> correct(@RestPath String account, @NotNull @Valid CorrectionOrderBody body) {
        AccountId id = caller.allowed(new AccountId(account));
        caller.requireUnbound(); // a customer does not decide what it has used
        List<Step> steps = body.steps();
        List<Outcome> outcomes = engine.correctUsage().correct(new Order(id, steps, caller.name(), body.reason()));
        List<CorrectionItem> items = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            items.add(CorrectionItem.of(steps.get(i).key(), outcomes.get(i)));
        }
        return new Items<>(items);
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listCorrections", summary = "List what was corrected, the oldest first")
    public Page<CorrectionBody> list(
            @RestPath String account,
            @Parameter(description = "With id: of this event only") @RestQuery @Nullable String source,
            @Parameter(description = "With source: of this event only") @RestQuery @Nullable String id,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        List<Correction> found = engine.readCorrections()
                .read(caller.allowed(new AccountId(account)), event(source, id), after(cursor), limit + 1);
        return Page.of(found, limit, CorrectionBody::of, each -> Cursor.of(Long.toString(each.ordinal())));
    }

    private static Optional<EventKey> event(@Nullable String source, @Nullable String id) {
        if (source == null && id == null) {
            return Optional.empty();
        }
        if (source == null || id == null) {
            throw ProblemException.invalid(
                    source == null ? "source" : "id", "is missing: an event is named by source and id together");
        }
        return Optional.of(new EventKey(source, id));
    }

    private static long after(@Nullable String cursor) {
        try {
            return Cursor.parse(cursor, 1)
                    .map(parts -> Long.parseLong(parts.get(0)))
                    .orElse(0L);
        } catch (NumberFormatException noOrdinal) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
    }
}
