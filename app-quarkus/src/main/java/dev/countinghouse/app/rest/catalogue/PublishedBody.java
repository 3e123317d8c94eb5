package dev.countinghouse.app.rest.catalogue;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Publishing", description = "What publishing a catalogue came to")
public record PublishedBody(
        @Schema(description = "The revision that is current now", examples = "3") long revision,
        @Schema(description = "Whether this call made it; false if the same catalogue was current already")
                boolean published,
        DiffBody diff) {}
