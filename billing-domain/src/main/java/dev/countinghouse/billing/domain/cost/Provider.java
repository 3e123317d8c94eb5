package dev.countinghouse.billing.domain.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A company or service that sells the use of models.
 *
 * <p>{@code aliases} says which other names mean this provider, {@code modelsNamed} which model names mean it when no
 * provider is given. {@code fallbacks} are the providers whose prices count for models this one resells without a price
 * of its own; their own fallbacks are not followed.
 */
public record Provider(
        String id,
        String name,
        MatchClause aliases,
        MatchClause modelsNamed,
        List<String> fallbacks,
        List<ProviderModel> models) {

    /** A longer name is no name; matching it against a thousand clauses would only cost time. */
    private static final int MAX_NAME = 512;

    public Provider {
        requireId(id);
        fallbacks = List.copyOf(fallbacks);
        models = List.copyOf(models);
        Set<String> ids = new HashSet<>();
        for (ProviderModel model : models) {
            if (!ids.add(folded(model.id()))) {
                throw new IllegalArgumentException(
                        "provider " + id + " has two models with the id " + model.id() + ", ids are unique");
            }
        }
    }

    /** The first model whose clause matches, else the one that has this very id. */
    public Optional<ProviderModel> model(String reference) {
        if (reference.length() > MAX_NAME) {
            return Optional.empty();
        }
        return models.stream()
                .filter(model -> model.match().matches(reference))
                .findFirst()
                .or(() -> models.stream()
                        .filter(model -> model.id().equalsIgnoreCase(reference))
                        .findFirst());
    }

    boolean isCalled(String reference) {
        return reference.length() <= MAX_NAME && aliases.matches(reference);
    }

    boolean sellsModelsNamed(String reference) {
        return reference.length() <= MAX_NAME && modelsNamed.matches(reference);
    }

    static void requireId(String id) {
        if (id.isBlank() || id.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("the id '" + id + "' is empty or has spaces, an id is one word");
        }
    }

    static String folded(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
