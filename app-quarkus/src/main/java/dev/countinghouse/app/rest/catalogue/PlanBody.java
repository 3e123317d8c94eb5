package dev.countinghouse.app.rest.catalogue;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Plan", description = "The frozen terms of a plan")
public record PlanBody(
        @Schema(examples = "standard") String plan,
        @Schema(description = "From 1", examples = "2") int version,
        @Schema(examples = "Standard") String name,
        @Schema(enumeration = {"main", "add_on"}) String role,
        @Schema(description = "ISO 4217 code", examples = "USD") String currency,
        @Schema(description = "How often fees are due", examples = "month") String every,
        @Schema(description = "How often usage is totalled and an invoice is closed", examples = "month")
                String usageEvery,
        @Schema(type = SchemaType.OBJECT, description = "All terms, as the plan's entry in a catalogue has them")
                @JsonRawValue
                String terms) {

    static PlanBody of(PlanVersion plan) {
        return new PlanBody(
                plan.id().plan().value(),
                plan.id().version(),
                plan.name(),
                Fields.word(plan.role()),
                plan.currency().getCurrencyCode(),
                plan.interval().toString(),
                plan.usageInterval().toString(),
                CatalogueWriter.json(plan));
    }
}
