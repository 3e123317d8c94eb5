package dev.countinghouse.app.rest.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.cost.PriceBook;
import dev.countinghouse.billing.domain.cost.Provider;
import dev.countinghouse.billing.domain.cost.ProviderModel;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/price-book")
@Tag(name = "Cost")
public class PriceBookResource {

    private final BillingEngine engine;

    PriceBookResource(BillingEngine engine) {
        this.engine = engine;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PriceBook", description = "What providers charge for their models, a page of it")
    public record PriceBookPage(
            @Schema(description = "The day the prices are of", examples = "2025-11-06") String snapshot,
            @Schema(description = "Where they come from") String version,
            List<ModelPriceBody> items,
            @Schema(description = "Pass it as `cursor` for the next page; absent on the last") @Nullable
                    String nextCursor) {}

    private record Sold(Provider provider, ProviderModel model) {

        String cursor() {
            return Cursor.of(provider.id(), model.id());
        }

        boolean isAt(List<String> position) {
            return provider.id().equals(position.get(0)) && model.id().equals(position.get(1));
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listPrices", summary = "List models by provider, with their prices")
    public PriceBookPage list(
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        PriceBook book = engine.readPriceBook().book();
        Optional<List<String>> after = Cursor.parse(cursor, 2);
        Stream<Sold> all = book.providers().stream()
                .flatMap(provider -> provider.models().stream().map(model -> new Sold(provider, model)));
        List<Sold> found = after.map(
                        position -> all.dropWhile(sold -> !sold.isAt(position)).skip(1))
                .orElse(all)
                .limit(limit + 1L)
                .toList();
        Page<ModelPriceBody> page =
                Page.of(found, limit, sold -> ModelPriceBody.of(sold.provider(), sold.model()), Sold::cursor);
        return new PriceBookPage(book.snapshot().toString(), book.version(), page.items(), page.nextCursor());
    }

    @GET
    @Path("/{provider}/{model: .+}")
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "readPrice",
            summary = "Read the prices of a model",
            description = "By any name a response may give to the model, such as gpt-4o-2024-08-06.")
    public ModelPriceBody read(@RestPath String provider, @RestPath String model) {
        Provider seller = engine.readPriceBook()
                .book()
                .provider(provider)
                .orElseThrow(() -> ProblemException.notFound("provider '" + provider + "' in the price book"));
        return seller.model(model)
                .map(found -> ModelPriceBody.of(seller, found))
                .orElseThrow(() ->
                        ProblemException.notFound("model '" + model + "' of " + seller.id() + " in the price book"));
    }
}
