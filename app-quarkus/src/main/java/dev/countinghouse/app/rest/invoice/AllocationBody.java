package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Allocation", description = "An invoice split over those who caused it; parts add up to it exactly")
public record AllocationBody(
        @Schema(examples = "INV-000042") String invoice,
        @Schema(description = "The dimensions it is split by, from the outermost in", examples = "[\"project\"]")
                List<String> by,
        @Schema(description = "What all parts of a level add up to: the invoice's total") MoneyBody total,
        @Schema(description = "What each group of every level comes to") List<GroupShare> groups,
        @Schema(description = "The lines net of discounts, then the taxes") List<LineShare> lines) {

    @Schema(name = "GroupShare")
    public record GroupShare(
            @Schema(
                            description =
                                    "Value by dimension, with the outer dimensions only for what is summed up; \"\" for"
                                            + " what nobody can be found for")
                    Map<String, String> group,
            @Schema(description = "To twelve decimals") MoneyBody amount) {}

    @Schema(name = "LineShare")
    public record LineShare(
            @Schema(description = "The key of the line, or of the tax rate") String line,
            String text,
            List<GroupShare> parts) {}

    static AllocationBody of(Allocated allocated) {
        List<String> by = allocated.levels();
        return new AllocationBody(
                allocated.invoice().number().toString(),
                by,
                MoneyBody.of(allocated.invoice().content().total()),
                shares(by, allocated.totals()),
                allocated.lines().stream()
                        .map(line -> new LineShare(line.line(), line.text(), shares(by, line.parts())))
                        .toList());
    }

    static List<GroupShare> shares(List<String> by, SortedMap<Group, Amount> parts) {
        return parts.entrySet().stream()
                .map(part -> new GroupShare(Filters.named(by, part.getKey()), MoneyBody.of(part.getValue())))
                .toList();
    }
}
