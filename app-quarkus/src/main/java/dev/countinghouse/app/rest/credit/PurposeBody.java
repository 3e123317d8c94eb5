package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SpendPurpose", description = "What credits are for; grants for something else are left alone")
public record PurposeBody(
        @Schema(examples = "llm_tokens") @Nullable String meter,
        @Schema(examples = "export") @Nullable String feature) {

    static @Nullable PurposeBody of(SpendPurpose purpose) {
        return purpose.equals(SpendPurpose.GENERAL)
                ? null
                : new PurposeBody(
                        purpose.meter().map(MeterKey::value).orElse(null),
                        purpose.feature().map(FeatureKey::value).orElse(null));
    }

    /** @param field where it stands in the body, with a dot behind it */
    static SpendPurpose toPurpose(String field, @Nullable PurposeBody body) {
        return body == null
                ? SpendPurpose.GENERAL
                : new SpendPurpose(
                        Optional.ofNullable(body.meter).map(text -> Fields.read(field + "meter", text, MeterKey::new)),
                        Optional.ofNullable(body.feature)
                                .map(text -> Fields.read(field + "feature", text, FeatureKey::new)));
    }
}
