package dev.countinghouse.app.rest.product;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.billing.domain.plan.Product;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/products")
@Tag(name = "Products", description = "What is bought once with credits")
public class ProductResource {

    private final BillingEngine engine;

    ProductResource(BillingEngine engine) {
        this.engine = engine;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listProducts", summary = "List the products that are sold now, by key")
    public Page<ProductBody> list(
            @RestQuery @Nullable String category,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        List<Product> products = engine.readCatalogue()
                .current()
                .map(published -> List.copyOf(published.catalogue().products().values()))
                .orElse(List.of());
        return Page.of(
                products.stream()
                        .filter(product ->
                                category == null || product.category().equals(category))
                        .toList(),
                cursor,
                limit,
                ProductBody::of,
                product -> product.key().value());
    }
}
