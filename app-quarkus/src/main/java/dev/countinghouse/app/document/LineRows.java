package dev.countinghouse.app.document;

import dev.countinghouse.app.document.Document.Row;
import dev.countinghouse.app.document.Document.StepRow;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.ArrayList;
import java.util.List;

/** Lines of an invoice as rows of a table. */
final class LineRows {

    /** A model that prices each event has a step for each: the document shows so many, and what the rest comes to. */
    static final int MOST_STEPS = 40;

    /** What a charge with one price calls its only step. */
    private static final String UNITS = "units";

    private final Written written;
    private final boolean manySubscriptions;

    private LineRows(Written written, boolean manySubscriptions) {
        this.written = written;
        this.manySubscriptions = manySubscriptions;
    }

    static List<Row> of(List<LineItem> lines, Written written) {
        boolean many = lines.stream()
                        .map(line -> line.rated().subscription())
                        .distinct()
                        .count()
                > 1;
        LineRows rows = new LineRows(written, many);
        return lines.stream().map(rows::row).toList();
    }

    private Row row(LineItem line) {
        RatedLine rated = line.rated();
        boolean onePrice = saysNothingMore(rated);
        return new Row(
                rated.description(),
                remarks(line),
                Written.number(rated.quantity()),
                onePrice ? rated.steps().get(0).price() : "",
                Written.money(line.amount()),
                onePrice ? List.of() : steps(rated));
    }

    private static boolean saysNothingMore(RatedLine rated) {
        if (rated.steps().size() != 1) {
            return false;
        }
        Step only = rated.steps().get(0);
        return only.quantity().equals(rated.quantity())
                && (only.what().equals(UNITS) || only.what().equals(rated.description()));
    }

    private List<String> remarks(LineItem line) {
        RatedLine rated = line.rated();
        List<String> remarks = new ArrayList<>();
        remarks.add(written.period(rated.period()));
        if (rated.meter().isPresent() && !rated.used().equals(rated.quantity())) {
            remarks.add("Used: " + Written.number(rated.used()));
        }
        line.adjusts().ifPresent(invoice -> remarks.add("Corrects invoice " + invoice));
        if (manySubscriptions) {
            remarks.add("Subscription " + rated.subscription());
        }
        return List.copyOf(remarks);
    }

    private static List<StepRow> steps(RatedLine rated) {
        List<Step> all = rated.steps();
        int shown = all.size() > MOST_STEPS ? MOST_STEPS - 1 : all.size();
        List<StepRow> rows = new ArrayList<>();
        for (Step step : all.subList(0, shown)) {
            rows.add(
                    new StepRow(step.what(), Written.step(step.quantity()), step.price(), Written.step(step.amount())));
        }
        if (shown < all.size()) {
            Amount rest = all.subList(shown, all.size()).stream()
                    .map(Step::amount)
                    .reduce(Amount::plus)
                    .orElseThrow();
            rows.add(new StepRow(all.size() - shown + " further steps", "", "", Written.step(rest)));
        }
        return List.copyOf(rows);
    }
}
