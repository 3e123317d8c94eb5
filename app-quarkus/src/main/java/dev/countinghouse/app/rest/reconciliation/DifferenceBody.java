package dev.countinghouse.app.rest.reconciliation;

import dev.countinghouse.billing.domain.reconciliation.Difference;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Difference", description = "Two sides do not agree")
public record DifferenceBody(
        String account,
        @Schema(
                        enumeration = {
                            "payment_differs",
                            "payment_missing_there",
                            "payment_unknown_here",
                            "credits_missing",
                            "invoice_not_collected",
                            "usage_differs",
                            "usage_told_differs",
                            "usage_not_told",
                            "invoice_copy_differs"
                        })
                String kind,
        @Schema(description = "What it is about", examples = "invoice INV-000002") String about,
        @Schema(description = "What we have", examples = "50.00 USD succeeded, 0.00 USD refunded") String here,
        @Schema(description = "What the other side has", examples = "50.00 USD succeeded, 20.00 USD refunded")
                String there,
        @Schema(description = "Whether it was put right by this call") boolean resolved,
        @Schema(description = "What to do about it if it was not") String remedy) {

    static DifferenceBody of(Difference found) {
        return new DifferenceBody(
                found.account().value(),
                found.kind().key(),
                found.about(),
                found.here(),
                found.there(),
                found.resolved(),
                found.kind().remedy());
    }
}
