package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.cost.MatchClause;
import dev.countinghouse.billing.domain.cost.PriceBook;
import dev.countinghouse.billing.domain.cost.Provider;
import dev.countinghouse.billing.domain.cost.ProviderModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a whole price book in the format of genai-prices. Fields that only inform people are known and skipped. */
final class PriceBookCodec {

    private static final Set<String> PROVIDER_FIELDS = Set.of(
            "id",
            "name",
            "pricing_urls",
            "api_pattern",
            "description",
            "price_comments",
            "model_match",
            "provider_match",
            "extractors",
            "fallback_model_providers",
            "models");

    private static final Set<String> MODEL_FIELDS =
            Set.of("id", "name", "description", "match", "context_window", "price_comments", "prices", "deprecated");

    private PriceBookCodec() {}

    static PriceBookFile read(JsonNode document, LocalDate snapshot, String version) {
        JsonAt root = JsonAt.root(document);
        try {
            List<Provider> providers = new ArrayList<>();
            Map<String, List<UsageExtractor>> extractors = new HashMap<>();
            for (JsonAt json : root.someElements("a list of providers")) {
                Provider provider = provider(json);
                providers.add(provider);
                extractors.put(provider.id(), extractors(json));
            }
            PriceBook book = root.checked(() -> new PriceBook(snapshot, version, providers));
            return new PriceBookFile(book, new ResponseUsage(book, extractors));
        } catch (WrongJsonException wrong) {
            throw new PriceBookFormatException(wrong.path(), wrong.problem(), wrong);
        }
    }

    private static Provider provider(JsonAt json) {
        json.only(PROVIDER_FIELDS);
        String id = id(json, "the id of a provider");
        String name = json.required("name", "the name of the provider").text("the name of the provider");
        List<ProviderModel> models = json.required("models", "a list of models").elements("a list of models").stream()
                .map(PriceBookCodec::model)
                .toList();
        MatchClause aliases = clause(json, "provider_match");
        MatchClause modelsNamed = clause(json, "model_match");
        List<String> fallbacks = fallbacks(json);
        return json.checked(() -> new Provider(id, name, aliases, modelsNamed, fallbacks, models));
    }

    private static ProviderModel model(JsonAt json) {
        json.only(MODEL_FIELDS);
        String id = id(json, "the id of a model");
        String name = json.optional("name").map(text -> text.text("a name")).orElse(id);
        MatchClause match = MatchClauseCodec.read(json.required("match", "a match clause"));
        var terms = PriceCodec.read(json.required("prices", "the prices of the model"));
        return json.checked(() -> new ProviderModel(id, name, match, terms));
    }

    private static String id(JsonAt json, String expected) {
        return json.required("id", expected).text(expected);
    }

    private static MatchClause clause(JsonAt json, String field) {
        return json.optional(field).map(MatchClauseCodec::read).orElse(MatchClause.NEVER);
    }

    private static List<String> fallbacks(JsonAt json) {
        return json.optional("fallback_model_providers").stream()
                .flatMap(list -> list.elements("a list of provider ids").stream())
                .map(id -> id.text("the id of a provider"))
                .toList();
    }

    private static List<UsageExtractor> extractors(JsonAt json) {
        return json.optional("extractors").stream()
                .flatMap(list -> list.elements("a list of extractors").stream())
                .map(UsageExtractorCodec::read)
                .toList();
    }
}
