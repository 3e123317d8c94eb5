package dev.countinghouse.app.rest.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Session", description = "Something that runs, or ran, and what it is paid with")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionBody(
        @Schema(examples = "sandbox-4711") String id,
        @Schema(examples = "session_seconds") String meter,
        SortedMap<String, String> attributes,
        @Schema(description = "ISO 8601", examples = "PT2H") @Nullable String longest,
        @Schema(description = "The template of its sandbox; absent if it has none", examples = "python") @Nullable
                String sandbox,
        @Schema(
                        description = "`starting` while its sandbox is being created: its time has not begun",
                        enumeration = {"starting", "running", "ended"})
                String state,
        @Schema(description = "When its time began; while it is starting, when it was asked for") Instant startedAt,
        @Schema(description = "Its last sign of life") Instant seenAt,
        @Schema(description = "When what is reserved for it is used up; absent while there are more credits") @Nullable
                Instant runsOutAt,
        @Nullable EndBody end,
        @Schema(description = "For it now; in answers to starting it, signs of life and its end") @Nullable
                CreditsBody reserved,
        @Schema(description = "Besides; in the same answers") @Nullable CreditsBody available) {

    @Schema(name = "SessionEnd", description = "How it ended")
    public record EndBody(
            @Schema(enumeration = {"stopped", "canceled", "lost", "out_of_credits", "time_limit"}) String reason,
            Instant at,
            @Schema(description = "It is charged for: each one that has begun", examples = "187") long seconds,
            @Schema(description = "What these have cost") CreditsBody cost) {

        static EndBody of(SessionEnd end) {
            return new EndBody(end.reason().key(), end.at(), end.seconds(), CreditsBody.of(end.cost()));
        }
    }

    static SessionBody of(Session session) {
        return of(session, null, null);
    }

    static SessionBody of(Done done) {
        return of(done.session(), CreditsBody.of(done.reserved()), CreditsBody.of(done.available()));
    }

    private static SessionBody of(Session session, @Nullable CreditsBody reserved, @Nullable CreditsBody available) {
        return new SessionBody(
                session.id().value(),
                session.order().meter().value(),
                session.order().attributes(),
                session.order().longest().map(Duration::toString).orElse(null),
                session.order().sandbox().map(SandboxTemplate::value).orElse(null),
                session.isRunning() ? session.isReady() ? "running" : "starting" : "ended",
                session.startedAt(),
                session.seenAt(),
                session.isRunning() ? session.runsOutAt().orElse(null) : null,
                session.end().map(EndBody::of).orElse(null),
                reserved,
                available);
    }
}
