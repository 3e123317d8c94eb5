package dev.countinghouse.app.rest.notice;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.payment.NoticeWorkers;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.Notices.Place;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/provider-notices")
@Tag(name = "Provider notices", description = "What the payment provider has told, for the administrator")
public class NoticeResource {

    private final BillingEngine engine;
    private final NoticeWorkers workers;
    private final Caller caller;

    NoticeResource(BillingEngine engine, NoticeWorkers workers, Caller caller) {
        this.engine = engine;
        this.workers = workers;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "listProviderNotices",
            summary = "List what the payment provider has told, the newest first")
    public Page<NoticeBody> list(
            @RestQuery
                    @Parameter(description = "`waiting`, `working`, `done`, `ignored` or `dead`; absent for all")
                    @Nullable
                    String status,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        caller.requireUnbound();
        List<KeptNotice> found = engine.readNotices()
                .list(
                        Optional.ofNullable(status).map(word -> Fields.word("status", word, KeptNotice.State.class)),
                        Cursor.parse(cursor, 2).map(parts -> place(parts, String.valueOf(cursor))),
                        limit + 1);
        return Page.of(
                found,
                limit,
                NoticeBody::of,
                last -> Cursor.of(last.receivedAt().toString(), last.id().value()));
    }

    private static Place place(List<String> parts, String cursor) {
        try {
            return new Place(Instant.parse(parts.get(0)), new NoticeId(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw Cursor.wrong(cursor);
        }
    }

    @GET
    @Path("/{notice}")
    @RolesAllowed(Permission.ADMIN)
    @Operation(operationId = "readProviderNotice", summary = "Read what became of a notice")
    public NoticeBody read(
            @RestPath String notice,
            @RestQuery
                    @DefaultValue("false")
                    @Parameter(description = "Whether to show what the provider wrote, which names customers")
                    boolean body) {
        caller.requireUnbound();
        KeptNotice found = engine.readNotices().find(id(notice)).orElseThrow(() -> unknown(notice));
        return NoticeBody.of(found, body ? ShownText.of(found.notice().body()) : null);
    }

    @POST
    @Path("/{notice}/replay")
    @RolesAllowed(Permission.ADMIN)
    @Operation(
            operationId = "replayProviderNotice",
            summary = "Have a notice worked off again",
            description =
                    "Whatever became of it: what it is about is asked for once more, as it is now. One that is being"
                            + " worked at is left as it is.")
    public NoticeBody replay(@RestPath String notice) {
        caller.requireUnbound();
        KeptNotice replayed = engine.replayNotices().replay(id(notice));
        workers.wake();
        return NoticeBody.of(replayed);
    }

    private static NoticeId id(String text) {
        try {
            return new NoticeId(text);
        } catch (IllegalArgumentException malformed) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String notice) {
        return ProblemException.notFound("notice '" + notice + "'");
    }
}
