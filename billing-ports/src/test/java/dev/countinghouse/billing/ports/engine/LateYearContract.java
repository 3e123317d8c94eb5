package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.YearOfUsage.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A year of an account under a clock moved by hand: whatever comes late, it comes to the same in the end. */
public abstract class LateYearContract extends Seeded {

    protected abstract Storage emptyStorage();

    @Test
    void aYearWithLateUsageComesToWhatItComesToWithoutIt() {
        List<Integer> adjustments = new ArrayList<>();
        rounds(Integer.getInteger("years", 3), round -> {
            YearOfUsage year = new YearOfUsage(random, (int) between(20, 250));
            Lived punctual = lived(year, punctual(year));
            List<Happening> late = new ArrayList<>();
            for (Submission event : year.events) {
                Instant at = random.nextInt(3) == 0 ? event.time().plus(upTo(34)) : event.time();
                late.add(YearOfUsage.recorded(event, at));
            }
            Lived belated = lived(year, late);

            assertThat(belated.billed()).isEqualTo(punctual.billed());
            assertThat(belated.total()).isEqualTo(punctual.total());
            assertThat(punctual.adjustments()).isEmpty();
            adjustments.add(belated.adjustments().size());
        });
        assertThat(adjustments).as("there was something to adjust").anyMatch(count -> count > 0);
    }

    private static List<Happening> punctual(YearOfUsage year) {
        return year.events.stream()
                .map(event -> YearOfUsage.recorded(event, event.time()))
                .toList();
    }

    private Duration upTo(int days) {
        return Duration.ofSeconds(between(1, days * 24L * 3_600));
    }

    @Test
    void aYearOfWrongAndCorrectedUsageComesToWhatItComesToIfAllWasRightAtOnce() {
        List<Integer> adjustments = new ArrayList<>();
        rounds(Integer.getInteger("years", 3), round -> {
            YearOfUsage year = new YearOfUsage(random, (int) between(20, 150));
            Lived right = lived(year, punctual(year));
            Lived corrected = lived(year, new Mistakes(random).in(year));

            assertThat(corrected.billed()).isEqualTo(right.billed());
            assertThat(corrected.total()).isEqualTo(right.total());
            adjustments.add(corrected.adjustments().size());
        });
        assertThat(adjustments).as("there was something to adjust").anyMatch(count -> count > 0);
    }

    /** What is left of a year; read at once, because the next year may be lived in the same storage. */
    private record Lived(Map<String, String> billed, Money total, List<LineItem> adjustments) {}

    private Lived lived(YearOfUsage year, List<Happening> usage) {
        Workbench bench = new Workbench(emptyStorage(), new HandClock(YearOfUsage.START));
        bench.engine.publishCatalogue().publish(Shop.CATALOGUE);
        bench.open(YearOfUsage.account());
        year.happen(bench, usage);
        return new Lived(billed(bench), total(bench), adjustments(bench));
    }

    /** What was billed for each boundary; a settlement is none. */
    private static Map<String, String> billed(Workbench bench) {
        Map<String, String> billed = new TreeMap<>();
        bench.storage
                .transactions()
                .inTransaction(Scope.of(ACME), () -> bench.storage.invoices().billed(ACME))
                .forEach(each -> {
                    if (each.content().lines().stream()
                            .anyMatch(line -> !line.amount().isZero())) {
                        billed.put(each.boundary() + " " + each.subscription(), amounts(each.content()));
                    }
                });
        return billed;
    }

    /** Lines that ask for nothing are left out: usage inside an allowance is no reason to adjust an invoice. */
    private static String amounts(DraftInvoice content) {
        Map<String, String> amounts = new TreeMap<>();
        for (LineItem line : content.lines()) {
            if (!line.amount().isZero()) {
                amounts.put(line.key(), line.amount() + " less " + line.discount());
            }
        }
        List<Money> taxes = content.taxes().stream().map(TaxItem::amount).toList();
        return amounts + " taxes " + taxes + " total " + content.total();
    }

    private static List<LineItem> adjustments(Workbench bench) {
        return bench.invoices(ACME).stream()
                .flatMap(invoice -> invoice.content().lines().stream())
                .filter(line -> line.rated().kind() == RatedLine.Kind.ADJUSTMENT)
                .toList();
    }

    private static Money total(Workbench bench) {
        return bench.invoices(ACME).stream()
                .map(invoice -> invoice.content().total())
                .reduce(Money.zero(Workbench.USD), Money::plus);
    }
}
