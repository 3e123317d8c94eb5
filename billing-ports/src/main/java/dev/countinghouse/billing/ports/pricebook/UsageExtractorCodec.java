package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.UsageKind;
import java.util.List;
import java.util.Set;

/** Reads the rules by which usage is found in responses. */
final class UsageExtractorCodec {

    private static final String PATH = "a field's name or a list of names and array matches";

    private UsageExtractorCodec() {}

    static UsageExtractor read(JsonAt json) {
        json.only(Set.of("api_flavor", "root", "model_path", "mappings"));
        String flavour = json.optional("api_flavor")
                .map(name -> name.text("the name of an API flavour"))
                .orElse("default");
        UsagePath root = path(json.required("root", PATH));
        UsagePath model =
                json.optional("model_path").map(UsageExtractorCodec::path).orElse(UsagePath.ofField("model"));
        List<UsageExtractor.Mapping> mappings =
                json.required("mappings", "a list of mappings").someElements("a list of mappings").stream()
                        .map(UsageExtractorCodec::mapping)
                        .toList();
        return new UsageExtractor(flavour, root, model, mappings);
    }

    private static UsageExtractor.Mapping mapping(JsonAt json) {
        json.only(Set.of("path", "dest", "required"));
        JsonAt dest = json.required("dest", "a kind of usage such as input_tokens");
        UsageKind kind = UsageKind.ofCountName(dest.text("a kind of usage such as input_tokens"))
                .orElseThrow(() -> dest.wrong("a kind of usage such as input_tokens"));
        boolean required = json.optional("required")
                .map(value -> value.bool("true or false"))
                .orElse(true);
        return new UsageExtractor.Mapping(path(json.required("path", PATH)), kind, required);
    }

    private static UsagePath path(JsonAt json) {
        if (json.node().isTextual()) {
            return UsagePath.ofField(json.text(PATH));
        }
        return new UsagePath(
                json.someElements(PATH).stream().map(UsageExtractorCodec::step).toList());
    }

    private static UsagePath.Step step(JsonAt json) {
        if (json.node().isTextual()) {
            return new UsagePath.Field(json.text(PATH));
        }
        json.only(Set.of("type", "field", "match"));
        JsonAt type = json.required("type", "array-match");
        if (!type.text("array-match").equals("array-match")) {
            throw type.wrong("array-match");
        }
        String field = json.required("field", "the field to match elements by").text("a field's name");
        return new UsagePath.Element(field, MatchClauseCodec.read(json.required("match", "a match clause")));
    }
}
