package dev.countinghouse.app.rest.project;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Project", description = "What an account groups its usage, keys and costs by")
public record ProjectBody(
        @Schema(description = "Its usage carries it as the dimension `project`", examples = "search") String id,
        @Schema(examples = "Product search") String name,
        Instant createdAt) {}
