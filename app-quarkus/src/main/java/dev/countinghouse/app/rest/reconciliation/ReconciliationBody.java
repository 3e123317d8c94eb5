package dev.countinghouse.app.rest.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.ports.driving.Reconcile.Report;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Reconciliation", description = "What does not agree, of some accounts or one")
public record ReconciliationBody(
        Instant since,
        @Schema(description = "How many accounts were looked at") int reconciled,
        List<DifferenceBody> items,
        @Schema(description = "Accounts that could not be looked at") List<FailedBody> failed,
        @Schema(description = "Pass it as `cursor` for the next accounts; absent when these were the last") @Nullable
                String nextCursor) {

    @Schema(name = "ReconciliationFailure", description = "An account that could not be looked at, and why")
    public record FailedBody(String account, String reason) {}

    static ReconciliationBody of(Report report, Instant since) {
        return new ReconciliationBody(
                since,
                report.reconciled(),
                items(report.differences()),
                report.failed().stream()
                        .map(each -> new FailedBody(each.account().value(), each.reason()))
                        .toList(),
                report.next().map(last -> Cursor.of(last.value())).orElse(null));
    }

    static ReconciliationBody of(List<Difference> differences, Instant since) {
        return new ReconciliationBody(since, 1, items(differences), List.of(), null);
    }

    private static List<DifferenceBody> items(List<Difference> differences) {
        return differences.stream().map(DifferenceBody::of).toList();
    }
}
