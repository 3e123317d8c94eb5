package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.plan.CatalogueDiff;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CatalogueDiff", description = "What publishing changes")
public record DiffBody(
        List<ChangeBody> changes,
        @Schema(description = "Plans that get a new version: new ones, and those whose terms change")
                List<String> newVersions,
        @Schema(description = "Why it must not be published; empty if it may") List<String> refusals) {

    @Schema(name = "CatalogueChange")
    public record ChangeBody(
            @Schema(examples = "charge") String concept,
            @Schema(enumeration = {"added", "removed", "changed"}) String kind,
            @Schema(examples = "plans.pro.charges.tokens.price") String path,
            @Schema(description = "For people; empty if there was nothing") String before,
            @Schema(description = "For people; empty if nothing is left") String after) {}

    static DiffBody of(CatalogueDiff diff) {
        return new DiffBody(
                diff.changes().stream()
                        .map(change -> new ChangeBody(
                                Fields.word(change.concept()),
                                Fields.word(change.kind()),
                                change.path(),
                                change.before(),
                                change.after()))
                        .toList(),
                diff.newVersions().stream().map(PlanKey::value).toList(),
                diff.refusals());
    }
}
