package dev.countinghouse.app.rest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** A catalogue as YAML, which is a text to a client, or as JSON, which is an object: said once, here. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CatalogueForms implements OASFilter {

    /** What resources refer to, as a body and as an answer. */
    public static final String CATALOGUE = "Catalogue";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Content content = OASFactory.createContent()
                .addMediaType("application/json", form(Schema.SchemaType.OBJECT))
                .addMediaType("application/yaml", form(Schema.SchemaType.STRING))
                .addMediaType("text/yaml", form(Schema.SchemaType.STRING));
        api.getComponents()
                .addRequestBody(
                        CATALOGUE,
                        OASFactory.createRequestBody()
                                .description("A catalogue; docs/catalogue.md tells its fields")
                                .required(true)
                                .content(content))
                .addResponse(
                        CATALOGUE,
                        OASFactory.createAPIResponse()
                                .description("A catalogue; the header ETag is its revision")
                                .content(content));
    }

    private static MediaType form(Schema.SchemaType type) {
        return OASFactory.createMediaType().schema(OASFactory.createSchema().addType(type));
    }
}
