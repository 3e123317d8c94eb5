package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.billing.ports.catalogue.CatalogueError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CatalogueValidation", description = "Whether a catalogue may be published, as far as its text tells")
public record ValidationBody(boolean valid, List<ErrorBody> errors) {

    @Schema(name = "CatalogueError")
    public record ErrorBody(
            @Schema(description = "From 1, as is the column", examples = "12") int line,
            int column,
            @Schema(description = "The field; empty for the whole text", examples = "plans.basic.charges.base.fee")
                    String path,
            @Schema(description = "What is there and what would be right") String message) {}

    static ValidationBody of(List<CatalogueError> errors) {
        return new ValidationBody(
                errors.isEmpty(),
                errors.stream()
                        .map(error -> new ErrorBody(error.line(), error.column(), error.path(), error.message()))
                        .toList());
    }
}
