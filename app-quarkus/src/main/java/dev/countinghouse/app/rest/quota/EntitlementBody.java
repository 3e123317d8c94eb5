package dev.countinghouse.app.rest.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Entitlement", description = "The right to a feature; exactly one of enabled, values and meter is there")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntitlementBody(
        @Schema(examples = "models") String feature,
        @Schema(description = "For a feature that is on or off") @Nullable Boolean enabled,
        @Schema(description = "For fixed values, such as the models that may be called") @Nullable List<String> values,
        @Schema(description = "For as much as the quota of this meter admits") @Nullable String meter) {

    static EntitlementBody of(FeatureKey feature, Entitlement entitlement) {
        return new EntitlementBody(
                feature.value(),
                entitlement instanceof Entitlement.Switch on ? on.enabled() : null,
                entitlement instanceof Entitlement.Static fixed ? fixed.values() : null,
                entitlement instanceof Entitlement.Metered metered
                        ? metered.meter().value()
                        : null);
    }
}
