package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever order the events of a period arrive in, how often, and in what batches: its invoice is the same. */
class SameUsageSameInvoiceTest extends Seeded {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-03-20T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void orderDuplicatesAndBatchesDoNotMatter() {
        rounds(25, round -> {
            String first = oneOf(List.of("small", "large", "fresh", "tried"));
            String second = oneOf(List.of("small", "large", "fresh"));
            List<Submission> events = new RandomUsage(random).events(START, END, (int) between(0, 60));
            List<DraftInvoice> inOrder = invoices(first, second, List.of(events));

            assertThat(invoices(first, second, disarranged(events))).isEqualTo(inOrder);
        });
    }

    private List<List<Submission>> disarranged(List<Submission> events) {
        List<Submission> sent = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(3) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        List<List<Submission>> batches = new ArrayList<>();
        int from = 0;
        while (from < sent.size()) {
            int to = (int) between(from + 1, sent.size());
            batches.add(sent.subList(from, to));
            from = to;
        }
        return batches;
    }

    /** What is invoiced if the account changes its plan and the events arrive at the end of the period. */
    private static List<DraftInvoice> invoices(String first, String second, List<List<Submission>> batches) {
        Workbench bench = Shop.opened();
        bench.subscribe(ACME, first);
        bench.clock.set(CHANGE);
        bench.engine.changeSubscription().change(Workbench.MAIN, toPlan(second, When.NOW));
        bench.clock.set(END.minusSeconds(1));
        batches.forEach(batch -> bench.engine.recordUsage().record(batch));
        bench.clock.set(END.plus(Duration.ofHours(1)));
        bench.close(ACME);
        return bench.invoices(ACME).stream().map(IssuedInvoice::content).toList();
    }
}
