package dev.countinghouse.app.rest.billing;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.invoice.InvoiceBody;
import dev.countinghouse.app.rest.invoice.Statuses;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.quota.QuotaBody;
import dev.countinghouse.app.rest.subscription.SubscriptionBody;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.driving.StartSubscription.Outcome;
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
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/billing")
@Tag(name = "Billing", description = "For the account of the key; a key for all accounts says which one with `account`")
public class BillingResource {

    private final BillingEngine engine;
    private final Caller caller;

    BillingResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @GET
    @Path("/subscription")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readOwnSubscription",
            summary = "Read the account's main subscription",
            description = "The one that runs, or is to start; where there is none, the one that ended last.")
    public SubscriptionBody subscription(@RestQuery @Nullable String account) {
        AccountId id = caller.meant(account);
        List<Standing> mains = engine.readSubscriptions().of(id).stream()
                .filter(standing -> standing.subscription().role() == PlanVersion.Role.MAIN)
                .toList();
        return mains.stream()
                .filter(standing -> !standing.subscription().hasEndedBy(standing.asOf()))
                .findFirst()
                .or(() -> mains.stream().reduce((earlier, later) -> later))
                .map(SubscriptionBody::of)
                .orElseThrow(() -> ProblemException.notFound("subscription of account '" + id + "'"));
    }

    @GET
    @Path("/usage")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readOwnUsage", summary = "Read what was used of each meter, and what is left")
    public Page<QuotaBody> usage(@RestQuery @Nullable String account) {
        return Page.whole(engine.evaluateQuota().all(caller.meant(account)), QuotaBody::of);
    }

    @GET
    @Path("/invoices")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listOwnInvoices", summary = "List the account's invoices as they were issued")
    public Page<InvoiceBody> invoices(
            @RestQuery @Nullable String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = caller.meant(account);
        Statuses statuses = Statuses.of(engine, id);
        return Page.of(
                engine.readInvoices().of(id),
                cursor,
                limit,
                invoice -> InvoiceBody.of(invoice, statuses),
                invoice -> invoice.number().toString());
    }

    @POST
    @Path("/activate-trial")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SubscriptionBody.class)))
    @Operation(
            operationId = "activateTrial",
            summary = "Start the trial of a plan now",
            description = "An account may have one trial, ever: 422 when it had it.")
    public SubscriptionBody activateTrial(@RestQuery @Nullable String account, @NotNull @Valid TrialBody body) {
        AccountId id = caller.meant(account);
        PlanKey plan = Fields.read("plan", body.plan(), PlanKey::new);
        if (engine.readSubscriptions().of(id).stream()
                .anyMatch(standing -> standing.subscription().terms().stream().anyMatch(Term::trial))) {
            throw ProblemException.refused("account " + id + " has had its trial");
        }
        Order order =
                new Order(trialOf(id), id, plan, 1, engine.readTime().now(id), Lifecycle.Anchor.START, true, List.of());
        if (engine.startSubscription().start(order) instanceof Outcome.Refused refused) {
            throw ProblemException.refused(refused.reason());
        }
        return subscription(id.value());
    }

    /** One id per account, so that two calls at once start one trial. */
    private static SubscriptionId trialOf(AccountId account) {
        return new SubscriptionId(
                "trial-" + UUID.nameUUIDFromBytes(account.value().getBytes(StandardCharsets.UTF_8)));
    }
}
