package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.cost.PriceBook;
import dev.countinghouse.billing.domain.cost.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds model and usage in the raw responses of providers, by the rules that came with the price book. */
public final class ResponseUsage {

    private final PriceBook book;
    private final Map<String, List<UsageExtractor>> extractors;

    ResponseUsage(PriceBook book, Map<String, List<UsageExtractor>> extractors) {
        this.book = book;
        this.extractors = Map.copyOf(extractors);
    }

    /** Reads a response whose API flavour is not known: the first flavour whose required counts are all there decides. */
    public UsageOutcome read(String provider, JsonNode response) {
        return withRulesOf(provider, (id, rules) -> {
            JsonAt json = JsonAt.root(response);
            return first(rules, rule -> rule.appliesTo(json))
                    .or(() -> first(rules, rule -> rule.findsRoot(json)))
                    .orElseGet(() -> rules.get(0))
                    .read(id, json);
        });
    }

    /** Reads a response of one flavour of the provider's API, for example {@code chat} or {@code embeddings}. */
    public UsageOutcome read(String provider, String flavour, JsonNode response) {
        return withRulesOf(
                provider, (id, rules) -> first(rules, rule -> rule.flavour().equalsIgnoreCase(flavour))
                        .map(rule -> rule.read(id, JsonAt.root(response)))
                        .orElseGet(() -> new UsageOutcome.NoExtractor(
                                id,
                                "there is no API flavour '" + flavour + "' of " + id + ", there is "
                                        + String.join(", ", flavoursOf(id)))));
    }

    /** The API flavours that can be read, in the order they are tried; none for a provider without rules. */
    public List<String> flavoursOf(String provider) {
        return book.provider(provider)
                .map(known ->
                        rulesOf(known).stream().map(UsageExtractor::flavour).toList())
                .orElse(List.of());
    }

    private interface Reading {

        UsageOutcome read(String provider, List<UsageExtractor> rules);
    }

    private UsageOutcome withRulesOf(String reference, Reading reading) {
        Optional<Provider> provider = book.provider(reference);
        if (provider.isEmpty()) {
            return new UsageOutcome.NoExtractor(
                    reference, "'" + reference + "' is no provider of the price book, it has " + providers());
        }
        String id = provider.get().id();
        List<UsageExtractor> rules = rulesOf(provider.get());
        return rules.isEmpty()
                ? new UsageOutcome.NoExtractor(id, "the price book has no rules for reading responses of " + id)
                : reading.read(id, rules);
    }

    private List<UsageExtractor> rulesOf(Provider provider) {
        return extractors.getOrDefault(provider.id(), List.of());
    }

    private String providers() {
        return book.providers().stream().map(Provider::id).collect(Collectors.joining(", "));
    }

    private static Optional<UsageExtractor> first(List<UsageExtractor> rules, Predicate<UsageExtractor> suitable) {
        return rules.stream().filter(suitable).findFirst();
    }
}
