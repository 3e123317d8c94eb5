package dev.countinghouse.app.rest.product;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.ports.driving.BuyProduct;
import dev.countinghouse.billing.ports.driving.BuyProduct.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
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

@Path("/accounts/{account}/products")
@Tag(name = "Products")
public class OwnedProductResource {

    private final BuyProduct products;
    private final Caller caller;

    OwnedProductResource(BillingEngine engine, Caller caller) {
        this.products = engine.buyProduct();
        this.caller = caller;
    }

    @Schema(name = "ProductOrder")
    public record OrderBody(
            @Schema(examples = "ml-ready") @NotBlank String product,
            @Schema(description = "What the buyer calls it; at most 200 characters", examples = "my-ml-dataset")
                    @NotBlank
                    String name,
            @Schema(
                            description = "Which of the account's users it is for; absent for the account itself",
                            examples = "user-4711")
                    @Nullable
                    String owner) {}

    @PUT
    @Path("/{id}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(responseCode = "200", description = "It was bought before")
    @APIResponse(
            responseCode = "201",
            description = "Bought",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OwnedProductBody.class)))
    @Operation(
            operationId = "buyProduct",
            summary = "Buy a product with credits",
            description = "Paid and owned in one step, or neither; 402 if there are too few. The id is your own and"
                    + " makes the call repeatable.")
    public RestResponse<OwnedProductBody> buy(
            @RestPath String account, @RestPath String id, @NotNull @Valid OrderBody body) {
        AccountId owner = allowed(account);
        OwnershipId wanted = ownership(id);
        ProductKey product = Fields.read("product", body.product(), ProductKey::new);
        boolean isNew = products.find(owner, wanted).isEmpty();
        Outcome outcome = products.buy(owner, wanted, product, body.name(), body.owner() == null ? "" : body.owner());
        return RestResponse.status(
                isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, bought(owner, outcome));
    }

    private static OwnedProductBody bought(AccountId account, Outcome outcome) {
        if (outcome instanceof Outcome.Bought bought) {
            return OwnedProductBody.of(bought.ownership());
        }
        if (outcome instanceof Outcome.Insufficient few) {
            throw ProblemException.insufficientCredits(account, few.price(), few.available());
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw ProblemException.of(
                    Kind.CONFLICT,
                    "'" + conflict.earlier().id() + "' is " + conflict.earlier().product() + " called '"
                            + conflict.earlier().name() + "': take another id for each thing you buy");
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw ProblemException.refused(refused.field(), refused.reason());
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listOwnedProducts", summary = "List what an account has bought, the latest first")
    public Page<OwnedProductBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId owner = allowed(account);
        Optional<OwnershipId> before = Cursor.parse(cursor, 1).map(parts -> ownership(parts.get(0)));
        if (before.filter(id -> products.find(owner, id).isEmpty()).isPresent()) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
        return Page.of(
                products.owned(owner, before, limit + 1),
                limit,
                OwnedProductBody::of,
                owned -> Cursor.of(owned.id().value()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readOwnedProduct", summary = "Read something an account has bought")
    public OwnedProductBody read(@RestPath String account, @RestPath String id) {
        AccountId owner = allowed(account);
        return products.find(owner, ownership(id))
                .map(OwnedProductBody::of)
                .orElseThrow(() -> ProblemException.notFound("product '" + id + "' of account '" + account + "'"));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    private static OwnershipId ownership(String id) {
        return Fields.read("id", id, OwnershipId::new);
    }
}
