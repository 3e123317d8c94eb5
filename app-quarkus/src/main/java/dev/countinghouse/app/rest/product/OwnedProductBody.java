package dev.countinghouse.app.rest.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.billing.domain.ownership.Ownership;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "OwnedProduct", description = "A copy of a product that an account has bought")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnedProductBody(
        @Schema(examples = "space-4711") String id,
        @Schema(examples = "ml-ready") String product,
        @Schema(description = "What the buyer calls it", examples = "my-ml-dataset") String name,
        @Schema(description = "Which of the account's users it is for; absent for the account itself") @Nullable
                String owner,
        @Schema(description = "What it cost") CreditsBody price,
        Instant boughtAt) {

    static OwnedProductBody of(Ownership ownership) {
        return new OwnedProductBody(
                ownership.id().value(),
                ownership.product().value(),
                ownership.name(),
                ownership.owner().isBlank() ? null : ownership.owner(),
                CreditsBody.of(ownership.price()),
                ownership.boughtAt());
    }
}
