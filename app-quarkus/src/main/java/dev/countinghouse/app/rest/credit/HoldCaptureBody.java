package dev.countinghouse.app.rest.credit;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditHoldCapture", description = "What something has come to")
public record HoldCaptureBody(
        @Schema(description = "In the hold's unit: less than held, as much or more", examples = "2.5") @NotNull
                String amount) {}
