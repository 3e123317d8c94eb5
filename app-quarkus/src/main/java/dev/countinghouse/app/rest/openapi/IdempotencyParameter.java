package dev.countinghouse.app.rest.openapi;

import dev.countinghouse.app.rest.idempotency.IdempotencyFilters;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Every operation that changes something may be sent again under a key: said once, here. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class IdempotencyParameter implements OASFilter {

    private static final String NAME = "IdempotencyKey";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents()
                .addParameter(
                        NAME,
                        OASFactory.createParameter()
                                .name(IdempotencyFilters.HEADER)
                                .in(Parameter.In.HEADER)
                                .description(
                                        "The same call under the same key is done once, and answered again for a day")
                                .schema(OASFactory.createSchema()
                                        .addType(Schema.SchemaType.STRING)
                                        .maxLength(255)));
        api.getPaths().getPathItems().forEach(this::add);
    }

    private void add(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            if (IdempotencyFilters.takesKey(method.name(), path)) {
                operation.addParameter(OASFactory.createParameter().ref(NAME));
            }
        });
    }
}
