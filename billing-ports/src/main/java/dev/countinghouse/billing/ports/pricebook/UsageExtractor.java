package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the responses of one flavour of a provider's API report usage. Counts with the same destination add up. */
record UsageExtractor(String flavour, UsagePath root, UsagePath modelPath, List<Mapping> mappings) {

    record Mapping(UsagePath path, UsageKind kind, boolean required) {}

    private static final String A_COUNT = "a whole number from 0 to " + TokenUsage.MAX_COUNT;

    UsageExtractor {
        mappings = List.copyOf(mappings);
    }

    boolean findsRoot(JsonAt response) {
        try {
            return root.from(response).isPresent();
        } catch (WrongJsonException somethingElseStandsThere) {
            return false;
        }
    }

    /** Whether this is the flavour of the response: everything it must have is there, right or wrong. */
    boolean appliesTo(JsonAt response) {
        return findsRoot(response)
                && mappings.stream().filter(Mapping::required).allMatch(mapping -> root.from(response)
                        .filter(usage -> isThere(mapping, usage))
                        .isPresent());
    }

    UsageOutcome read(String provider, JsonAt response) {
        try {
            String model = modelPath
                    .from(response)
                    .map(place -> place.text("the name of a model"))
                    .orElse("");
            Optional<JsonAt> usage = root.from(response);
            if (usage.isEmpty()) {
                return new UsageOutcome.NoUsage(provider, model, "the response has no " + root);
            }
            TokenUsage counts = counts(usage.get());
            return counts.isEmpty()
                    ? new UsageOutcome.NoUsage(provider, model, root + " counts nothing")
                    : new UsageOutcome.Extracted(provider, flavour, model, counts);
        } catch (WrongJsonException wrong) {
            return new UsageOutcome.Malformed(provider, wrong.path(), wrong.problem());
        }
    }

    private TokenUsage counts(JsonAt usage) {
        Map<UsageKind, Long> counts = new EnumMap<>(UsageKind.class);
        for (Mapping mapping : mappings) {
            Optional<JsonAt> place = mapping.path().from(usage);
            if (place.isEmpty() && mapping.required()) {
                throw new WrongJsonException(usage.path() + mapping.path(), "is missing, expected " + A_COUNT);
            }
            place.ifPresent(
                    count -> counts.merge(mapping.kind(), count.count(TokenUsage.MAX_COUNT, A_COUNT), Long::sum));
        }
        return usage.checked(() -> TokenUsage.reported(counts));
    }

    private static boolean isThere(Mapping mapping, JsonAt usage) {
        try {
            return mapping.path().from(usage).isPresent();
        } catch (WrongJsonException somethingElseStandsThere) {
            return true;
        }
    }
}
