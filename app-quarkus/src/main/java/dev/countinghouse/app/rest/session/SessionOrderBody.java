package dev.countinghouse.app.rest.session;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.body.Durations;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.usage.Attributes;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "SessionOrder", description = "What is to run")
public record SessionOrderBody(
        @Schema(description = "That adds up seconds", examples = "session_seconds") @NotBlank String meter,
        @Schema(
                        description = "What its usage carries, each a name and a text: what prices depend on, such as"
                                + " `size`; the `user`, for whom starts are counted; the `project`")
                @Nullable
                Map<String, @Nullable String> attributes,
        @Schema(description = "After which it is ended, ISO 8601; absent if only credits end it", examples = "PT2H")
                @Nullable
                String longest,
        @Schema(
                        description =
                                "The template of a sandbox that is created for it and deleted when it ends; absent"
                                        + " if you start and stop what runs yourself",
                        examples = "python")
                @Nullable
                String sandbox) {

    SessionOrder toOrder(AccountId account, SessionId id, Caller caller) {
        return new SessionOrder(
                id,
                account,
                new MeterKey(meter),
                Attributes.read("attributes", attributes, caller),
                Optional.ofNullable(longest).map(text -> Durations.parse("longest", text, Duration.ofSeconds(1))),
                Optional.ofNullable(sandbox).map(text -> Fields.read("sandbox", text, SandboxTemplate::new)));
    }
}
