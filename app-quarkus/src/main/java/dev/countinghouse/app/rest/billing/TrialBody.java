package dev.countinghouse.app.rest.billing;

import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "TrialRequest")
public record TrialBody(@Schema(description = "A plan that has a trial", examples = "pro") @NotBlank String plan) {}
