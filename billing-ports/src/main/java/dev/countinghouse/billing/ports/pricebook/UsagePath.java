package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.MatchClause;
import java.util.List;
import java.util.Optional;

/** The way from a place in a response to a value: fields, and elements of lists chosen by one of their fields. */
record UsagePath(List<Step> steps) {

    sealed interface Step {

        Optional<JsonAt> from(JsonAt json);
    }

    record Field(String name) implements Step {

        @Override
        public Optional<JsonAt> from(JsonAt json) {
            return json.optional(name);
        }
    }

    /** The first element whose field matches; providers list every value of it once. */
    record Element(String field, MatchClause match) implements Step {

        @Override
        public Optional<JsonAt> from(JsonAt json) {
            return json.elements("a list of objects with the field " + field).stream()
                    .filter(element -> element.optional(field)
                            .map(value -> match.matches(value.node().asText()))
                            .orElse(false))
                    .findFirst();
        }
    }

    UsagePath {
        steps = List.copyOf(steps);
    }

    static UsagePath ofField(String name) {
        return new UsagePath(List.of(new Field(name)));
    }

    /** The value at the end of the path, empty if it or anything on the way is absent. */
    Optional<JsonAt> from(JsonAt start) {
        Optional<JsonAt> place = Optional.of(start);
        for (Step step : steps) {
            place = place.flatMap(step::from);
        }
        return place;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(step instanceof Field field ? "." + field.name() : "[]");
        }
        return text.toString();
    }
}
