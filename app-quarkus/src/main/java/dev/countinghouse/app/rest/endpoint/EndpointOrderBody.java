package dev.countinghouse.app.rest.endpoint;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EventFilter;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "EndpointOrder", description = "An endpoint to be opened")
public record EndpointOrderBody(
        @Schema(
                        description = "Whose messages; absent for those of all accounts, or of a caller's own",
                        examples = "acme")
                @Nullable
                @Size(min = 1, max = AccountId.MAX_LENGTH)
                String account,
        @Schema(
                        description =
                                "`webhook` posts signed JSON as Standard Webhooks has it, `slack` posts a text in Slack's"
                                        + " format, `email` writes a letter",
                        examples = "webhook")
                @NotNull
                ChannelBody channel,
        @Schema(description = "A URL, or for `email` an address", examples = "https://example.com/billing") @NotBlank
                String target,
        @Schema(
                        description =
                                "Types of messages it is told: `invoice.issued` is one, `invoice.*` all that begin so; none"
                                        + " or absent for all",
                        examples = "[\"invoice.*\"]")
                @Nullable
                List<@NotBlank String> types,
        @Schema(description = "For people to tell endpoints apart", examples = "Ledger in Frankfurt")
                @Nullable
                @Size(max = Endpoint.LONGEST_DESCRIPTION)
                String description) {

    static EventFilter filter(@Nullable List<String> types) {
        return readFilter(Fields.orNone(types));
    }

    private static EventFilter readFilter(List<String> types) {
        try {
            return EventFilter.of(types);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalid("types", String.valueOf(wrong.getMessage()));
        }
    }
}
