package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.rate.RateLimit;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.ReadPurchases;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/purchases")
@Tag(name = "Purchases", description = "Buying credits")
public class PurchaseResource {

    private final BillingEngine engine;
    private final ReadPurchases purchases;
    private final Caller caller;
    private final RateLimit limit;

    PurchaseResource(BillingEngine engine, Caller caller, RateLimit limit) {
        this.engine = engine;
        this.purchases = engine.readPurchases();
        this.caller = caller;
        this.limit = limit;
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(responseCode = "200", description = "It was asked for before: what has become of it")
    @APIResponse(
            responseCode = "201",
            description = "Bought, declined or not decided: see its state",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PurchaseBody.class)))
    @Operation(
            operationId = "buyCredits",
            summary = "Buy credits",
            description = "By the account's method of payment. The id is your own and makes the call repeatable: after"
                    + " a 503 it is not known whether the customer was charged, and sending it again finds out without"
                    + " charging him twice. Who wants to try again after `failed` takes another id.")
    public RestResponse<PurchaseBody> buy(
            @RestPath String account, @RestPath String id, @NotNull @Valid PurchaseOrderBody body) {
        AccountId owner = allowed(account);
        PurchaseId own = Fields.read("id", id, text -> new PurchaseId(LedgerId.requireOwn("purchase", text)));
        BuyCredits.Order order = new BuyCredits.Order(owner, own, body.toWish(), body.isCustomerPresent());
        boolean isNew = purchases.find(owner, order.id()).isEmpty();
        if (isNew) {
            limit.take(owner, Optional.empty());
        }
        PurchaseBody bought = engine.buyCredits()
                .buy(order)
                .fold(
                        it -> PurchaseBody.of(it.purchase()),
                        conflict -> {
                            throw ProblemException.of(
                                    Kind.CONFLICT,
                                    "purchase '" + id + "' is of something else: take another id for each purchase");
                        },
                        refused -> {
                            throw ProblemException.refused(refused.field(), refused.reason());
                        });
        return RestResponse.status(isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, bought);
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listPurchases", summary = "List the purchases of an account, the last one first")
    public Page<PurchaseBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId owner = allowed(account);
        Optional<PurchaseId> before = Cursor.parse(cursor, 1).map(parts -> purchase(parts.get(0)));
        if (before.filter(id -> purchases.find(owner, id).isEmpty()).isPresent()) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
        List<Purchase> found = purchases.list(owner, before, limit + 1);
        if (found.isEmpty() && engine.readAccounts().find(owner).isEmpty()) {
            throw ProblemException.notFound("account '" + account + "'");
        }
        return Page.of(
                found,
                limit,
                PurchaseBody::of,
                purchase -> Cursor.of(purchase.id().value()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readPurchase", summary = "Read what has become of a purchase")
    public PurchaseBody read(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return PurchaseBody.of(found(owner, id));
    }

    @Schema(name = "RefundOrder")
    public record RefundOrderBody(
            @Schema(description = "Above 0; at most what was paid for the credits that are left") @NotNull
                    MoneyBody amount) {}

    @PUT
    @Path("/{id}/refunds/{refund}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(responseCode = "200", description = "It was asked for before: what has become of it")
    @APIResponse(
            responseCode = "201",
            description = "Given back, refused by the provider or not decided: see its state",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RefundBody.class)))
    @Operation(
            operationId = "refundPurchase",
            summary = "Give back a part of what was paid, for credits that are left",
            description = "For keys that are not bound to an account. The credits are taken back first, with the bonus"
                    + " in proportion, and come back if the provider refuses. The id is your own.")
    public RestResponse<RefundBody> refund(
            @RestPath String account,
            @RestPath String id,
            @RestPath String refund,
            @NotNull @Valid RefundOrderBody body) {
        AccountId owner = allowed(account);
        caller.requireUnbound(); // it is the seller's money
        RefundId wanted = Fields.read("refund", refund, RefundId::new);
        Purchase before = found(owner, id);
        RefundBody refunded = engine.refundPurchase()
                .refund(owner, before.id(), wanted, body.amount().toMoney("amount"))
                .fold(
                        it -> RefundBody.of(it.refund()),
                        conflict -> {
                            throw ProblemException.of(
                                    Kind.CONFLICT,
                                    "refund '" + refund + "' is of "
                                            + conflict.earlier().amount() + ": take another id for each refund");
                        },
                        refused -> {
                            throw ProblemException.refused(refused.field(), refused.reason());
                        });
        return RestResponse.status(
                before.refund(wanted).isEmpty() ? RestResponse.Status.CREATED : RestResponse.Status.OK, refunded);
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private static PurchaseId purchase(String id) {
        return Fields.read("id", id, PurchaseId::new);
    }

    private Purchase found(AccountId account, String id) {
        return purchases
                .find(account, purchase(id))
                .orElseThrow(() -> ProblemException.notFound("purchase '" + id + "' of account '" + account + "'"));
    }
}
