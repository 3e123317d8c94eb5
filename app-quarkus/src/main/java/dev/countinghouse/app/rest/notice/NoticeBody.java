package dev.countinghouse.app.rest.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "ProviderNotice", description = "What the payment provider has told, and what became of it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeBody(
        @Schema(description = "What the provider calls it", examples = "evt_1QxYz2LkdIwHu7ixraBm864M") String id,
        @Schema(description = "In the provider's words", examples = "payment.succeeded") String type,
        @Schema(description = "Absent if it is about nothing that is asked for, or that is not clear") @Nullable
                SubjectBody about,
        @Schema(description = "By the provider's clock") Instant madeAt,
        @Schema(description = "The version of the provider's interface", examples = "2026-07-29.dahlia") @Nullable
                String apiVersion,
        Instant receivedAt,
        StateBody state,
        @Schema(description = "While it waits: when it is tried next; while it is worked at: when somebody else may")
                @Nullable
                Instant dueAt,
        @Schema(description = "How often somebody began to work it off", examples = "1") int attempts,
        @Schema(description = "When it was done, ignored or given up") @Nullable Instant finishedAt,
        @Schema(examples = "the provider did not answer") @Nullable String lastFailure,
        @Schema(
                        implementation = Object.class,
                        description = "As the provider signed it, with personal data of customers and without secrets;"
                                + " only where it was asked for")
                @Nullable
                JsonNode body) {

    @Schema(name = "ProviderNoticeSubject", description = "An object of the provider's")
    public record SubjectBody(
            @Schema(examples = "payment") String kind, @Schema(examples = "pi_3MtwBwLkdIwHu7ix28a3tqPa") String id) {

        static SubjectBody of(NoticeSubject about) {
            return new SubjectBody(Fields.word(about.kind()), about.id());
        }
    }

    @Schema(
            name = "ProviderNoticeState",
            description =
                    "`ignored` is about nothing here; `dead` was given up or is not clear. A replay has any of them"
                            + " worked off again")
    public enum StateBody {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("working")
        WORKING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("ignored")
        IGNORED,
        @JsonProperty("dead")
        DEAD
    }

    static NoticeBody of(KeptNotice kept) {
        return of(kept, null);
    }

    static NoticeBody of(KeptNotice kept, @Nullable JsonNode body) {
        return new NoticeBody(
                kept.id().value(),
                kept.notice().type(),
                kept.notice().about().map(SubjectBody::of).orElse(null),
                kept.notice().madeAt(),
                kept.notice().apiVersion().orElse(null),
                kept.receivedAt(),
                StateBody.valueOf(kept.state().name()),
                kept.dueAt().orElse(null),
                kept.attempts(),
                kept.finishedAt().orElse(null),
                kept.lastFailure().orElse(null),
                body);
    }
}
