package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.GrantScope;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "GrantScope", description = "Usage of these meters, and what these features are charged")
public record ScopeBody(
        @Schema(examples = "[\"llm_tokens\"]") @Nullable @Size(max = 100) List<@NotNull String> meters,
        @Schema(examples = "[\"export\"]") @Nullable @Size(max = 100) List<@NotNull String> features) {

    static @Nullable ScopeBody of(GrantScope scope) {
        return scope.isAnything()
                ? null
                : new ScopeBody(
                        scope.meters().stream().map(MeterKey::value).toList(),
                        scope.features().stream().map(FeatureKey::value).toList());
    }

    static GrantScope toScope(@Nullable ScopeBody body) {
        return body == null
                ? GrantScope.ANYTHING
                : new GrantScope(
                        keys("scope.meters", body.meters, MeterKey::new),
                        keys("scope.features", body.features, FeatureKey::new));
    }

    private static <K extends Comparable<K>> TreeSet<K> keys(
            String field, @Nullable List<String> texts, Function<String, K> type) {
        TreeSet<K> keys = new TreeSet<>();
        Fields.orNone(texts).forEach(text -> keys.add(Fields.read(field, text, type)));
        return keys;
    }
}
