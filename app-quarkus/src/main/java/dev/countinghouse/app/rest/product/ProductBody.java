package dev.countinghouse.app.rest.product;

import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.plan.Product;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Product", description = "Something bought once")
public record ProductBody(
        @Schema(examples = "ml-ready") String key,
        @Schema(examples = "ML Ready Environment") String name,
        @Schema(examples = "space") String category,
        MoneyBody price,
        @Schema(description = "The seller's own, such as `size_gb`") SortedMap<String, String> attributes) {

    static ProductBody of(Product product) {
        return new ProductBody(
                product.key().value(),
                product.name(),
                product.category(),
                MoneyBody.of(product.price()),
                product.attributes());
    }
}
