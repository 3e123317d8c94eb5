package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.Csv;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.AllocatedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Allocations as comma-separated values (RFC 4180): a row per line and innermost group. */
final class AllocationTable {

    private AllocationTable() {}

    static String of(List<String> levels, List<Allocated> invoices) {
        StringBuilder table = new StringBuilder();
        try (CSVPrinter rows = new CSVPrinter(table, CSVFormat.RFC4180)) {
            List<String> header = new ArrayList<>(List.of("invoice", "line", "text"));
            levels.forEach(level -> header.add(Csv.harmless(level)));
            header.addAll(List.of("amount", "currency"));
            rows.printRecord(header);
            for (Allocated allocated : invoices) {
                for (AllocatedLine line : allocated.lines()) {
                    for (Map.Entry<Group, Amount> part : line.parts().entrySet()) {
                        rows.printRecord(row(allocated, line, part.getKey(), MoneyBody.of(part.getValue())));
                    }
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return table.toString();
    }

    private static List<String> row(Allocated allocated, AllocatedLine line, Group group, MoneyBody part) {
        List<String> row = new ArrayList<>();
        row.add(allocated.invoice().number().toString());
        row.add(Csv.harmless(line.line()));
        row.add(Csv.harmless(line.text()));
        group.values().forEach(value -> row.add(Csv.harmless(value)));
        row.add(part.amount());
        row.add(part.currency());
        return row;
    }
}
