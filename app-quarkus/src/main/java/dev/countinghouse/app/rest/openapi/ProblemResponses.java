package dev.countinghouse.app.rest.openapi;

import dev.countinghouse.app.rest.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Every operation may answer with a problem: said once, here. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

    private static final String PROBLEM = "Problem";

    /** What the generator says by itself, without a body. */
    private static final List<String> OWN = List.of("400", "401", "403");

    @Override
    public Operation filterOperation(Operation operation) {
        OWN.forEach(operation.getResponses()::removeAPIResponse);
        operation
                .getResponses()
                .addAPIResponse("default", OASFactory.createAPIResponse().ref(PROBLEM));
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Schema text = schema(Schema.SchemaType.STRING);
        Schema error = schema(Schema.SchemaType.OBJECT)
                .addProperty("field", text)
                .addProperty(
                        "message", schema(Schema.SchemaType.STRING).description("The value and what would be right"));
        Schema problem = schema(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem details")
                .addProperty(
                        "type", schema(Schema.SchemaType.STRING).description("Stable, urn:countinghouse:problem:…"))
                .addProperty("title", text)
                .addProperty("status", schema(Schema.SchemaType.INTEGER))
                .addProperty("detail", text)
                .addProperty("errors", schema(Schema.SchemaType.ARRAY).items(error))
                .addProperty("wanted", credits("Where credits are missing: how many were wanted"))
                .addProperty("available", credits("How many there are for it"))
                .addProperty("buy", schema(Schema.SchemaType.STRING).description("The call that buys more"));
        addRefusal(problem, text);
        api.getComponents()
                .addSchema(PROBLEM, problem)
                .addResponse(
                        PROBLEM,
                        OASFactory.createAPIResponse()
                                .description("The call was not done: what is wrong with it, or with us")
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                Problem.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(OASFactory.createSchema()
                                                                .ref(PROBLEM)))));
    }

    /** Of a call that the gate refuses. */
    private static void addRefusal(Schema problem, Schema text) {
        problem.addProperty("reason", describedText("Of a call that is refused: why, such as hard_cap"))
                .addProperty(
                        "limits",
                        schema(Schema.SchemaType.ARRAY)
                                .description("What each limit says")
                                .items(OASFactory.createSchema().ref("CallLimit")))
                .addProperty("price", OASFactory.createSchema().ref("Money"))
                .addProperty(
                        "retryAt",
                        describedText("When it may pass without anything being bought")
                                .format("date-time"))
                .addProperty(
                        "upgrades",
                        schema(Schema.SchemaType.ARRAY)
                                .description("Plans that include more, the nearest first")
                                .items(text))
                .addProperty("remedy", describedText("The call that changes what refuses"));
    }

    private static Schema describedText(String description) {
        return schema(Schema.SchemaType.STRING).description(description);
    }

    private static Schema credits(String description) {
        return schema(Schema.SchemaType.OBJECT)
                .description(description)
                .addProperty("amount", schema(Schema.SchemaType.STRING))
                .addProperty("unit", schema(Schema.SchemaType.STRING));
    }

    private static Schema schema(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
