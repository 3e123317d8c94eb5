package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.ports.driving.VerifyLedger.Finding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "LedgerVerification",
        description = "Whether every entry is as it was sealed, none missing, and balances are" + " their sum")
public record VerificationBody(
        boolean inOrder,
        @Schema(description = "Up to where it is in order") HeadBody head,
        @Schema(description = "The first thing that is wrong") @Nullable DefectBody defect) {

    @Schema(name = "LedgerDefect")
    public record DefectBody(
            @Schema(description = "Of the first entry that is wrong or missing", examples = "7") long ordinal,
            @Schema(examples = "entry is not as it was sealed") String reason) {}

    static VerificationBody of(Finding finding) {
        return new VerificationBody(
                finding.isInOrder(),
                HeadBody.of(finding.head()),
                finding.defect()
                        .map(defect -> new DefectBody(defect.ordinal(), defect.reason()))
                        .orElse(null));
    }
}
