package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.AllocatedLine;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A11 and A17: an invoice split to departments, projects and runs, fees and tax included, exact at every level. */
class A11AllocationTest {

    private static final List<String> LEVELS = List.of("department", "project", "run");

    private final Workbench bench = Workbench.at(
            "2026-03-01T00:00:00Z",
            Workbench.catalogue(
                    """
                    catalogue: 1
                    currency: USD
                    meters:
                      tokens:
                        {unit: token, event: used, aggregation: sum, property: tokens,
                         dimensions: [department, project, run]}
                    plans:
                      team:
                        every: month
                        charges:
                          base: {name: Base fee, fee: 10.00}
                          tokens: {name: Tokens, meter: tokens, per_unit: 0.01}
                    """));

    private IssuedInvoice march() {
        bench.open(new Account(
                ACME,
                Party.named("Acme"),
                ZoneOffset.UTC,
                Workbench.USD,
                List.of(new TaxRate("vat", "VAT", Fraction.of(19))),
                new TreeSet<>()));
        bench.subscribe(ACME, "team");
        bench.on("2026-03-10T00:00:00Z");
        use(100, "sales", "crm", "r1");
        use(200, "sales", "crm", "r2");
        use(300, "research", "trials", "r3");
        bench.use(ACME, "used", Map.of("tokens", 67));
        bench.on("2026-04-01T00:00:00Z");
        return bench.close(ACME).get(0);
    }

    private void use(int tokens, String department, String project, String run) {
        bench.use(ACME, "used", Map.of("tokens", tokens, "department", department, "project", project, "run", run));
    }

    private Allocated allocate(InvoiceNumber number, Map<String, Fraction> shares) {
        return bench.engine
                .allocateInvoice()
                .allocate(number, LEVELS, new TreeMap<>(shares))
                .orElseThrow();
    }

    @Test
    void usageGoesToWhoeverUsedItAndWhatIsSharedFollowsIt() {
        IssuedInvoice march = march();
        // 667 tokens at 0.01 are 6.67, the fee 10.00, the tax 19 % of 16.67
        assertThat(march.content().total()).hasToString("19.84 USD");
        Allocated allocated = allocate(march.number(), Map.of());

        assertThat(parts(allocated, "Tokens"))
                .isEqualTo(Map.of(
                        "/ / ", "0.67 USD",
                        "research/trials/r3", "3 USD",
                        "sales/crm/r1", "1 USD",
                        "sales/crm/r2", "2 USD"));
        // 10.00 by 67 : 300 : 100 : 200 of 667, cut to twelve decimals, the largest remainders rounded up
        assertThat(parts(allocated, "Base fee"))
                .isEqualTo(Map.of(
                        "/ / ", "1.004497751124 USD",
                        "research/trials/r3", "4.497751124438 USD",
                        "sales/crm/r1", "1.499250374813 USD",
                        "sales/crm/r2", "2.998500749625 USD"));
        everyLevelAddsUp(allocated);
    }

    private static Map<String, String> parts(Allocated allocated, String text) {
        Map<String, String> parts = new TreeMap<>();
        allocated.lines().stream()
                .filter(each -> each.text().equals(text))
                .map(AllocatedLine::parts)
                .forEach(each -> each.forEach((group, part) -> parts.put(
                        group.values().get(0) + "/"
                                + (group.values().get(1).isEmpty()
                                        ? " / "
                                        : group.values().get(1) + "/"
                                                + group.values().get(2)),
                        part.toString())));
        return parts;
    }

    private static void everyLevelAddsUp(Allocated allocated) {
        SortedMap<Group, Amount> totals = allocated.totals();
        for (int level = 1; level <= LEVELS.size(); level++) {
            int depth = level;
            assertThat(totals.entrySet().stream()
                            .filter(entry -> entry.getKey().values().size() == depth)
                            .map(Map.Entry::getValue)
                            .reduce(Amount.zero(Workbench.USD), Amount::plus))
                    .as("level " + level)
                    .isEqualTo(allocated.invoice().content().total().exact());
        }
        assertThat(totals.get(new Group(List.of("sales"))))
                .isEqualTo(totals.get(new Group(List.of("sales", "crm", "r1")))
                        .plus(totals.get(new Group(List.of("sales", "crm", "r2")))));
    }

    @Test
    void sharedCostsFollowDeclaredWeightsWhereThereAreSome() {
        IssuedInvoice march = march();
        Allocated allocated = allocate(
                march.number(), Map.of("sales", Fraction.of(1), "research", Fraction.of(1), "hr", Fraction.of(2)));

        assertThat(parts(allocated, "Base fee"))
                .isEqualTo(Map.of(
                        "hr/ / ", "5 USD",
                        "research/trials/r3", "2.5 USD",
                        "sales/crm/r1", "0.833333333333 USD",
                        "sales/crm/r2", "1.666666666667 USD"));
        assertThat(parts(allocated, "Tokens")).containsEntry("sales/crm/r2", "2 USD");
        assertThat(allocated.totals().entrySet().stream()
                        .filter(entry -> entry.getKey().values().size() == 3)
                        .map(Map.Entry::getValue)
                        .reduce(Amount.zero(Workbench.USD), Amount::plus))
                .isEqualTo(march.content().total().exact());
    }

    @Test
    void theInvoicesOfATimeAreSplitTogether() {
        IssuedInvoice march = march();
        bench.on("2026-04-10T00:00:00Z");
        use(50, "sales", "crm", "r4");
        bench.on("2026-05-01T00:00:00Z");
        IssuedInvoice april = bench.close(ACME).get(0);

        List<Allocated> both = allocateAll("2026-04-01T00:00:00Z", "2026-05-01T00:00:01Z");
        assertThat(both).extracting(each -> each.invoice().number()).containsExactly(march.number(), april.number());
        assertThat(both.get(0)).isEqualTo(allocate(march.number(), Map.of()));
        SortedMap<Group, Amount> totals = Allocated.totals(both);
        assertThat(totals.get(new Group(List.of("sales"))))
                .isEqualTo(both.get(0)
                        .totals()
                        .get(new Group(List.of("sales")))
                        .plus(both.get(1).totals().get(new Group(List.of("sales")))));
        assertThat(totals).containsKey(new Group(List.of("sales", "crm", "r4")));
        assertThat(allocateAll("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z")).hasSize(1);
    }

    private List<Allocated> allocateAll(String from, String to) {
        Period issued = new Period(Instant.parse(from), Instant.parse(to));
        return bench.engine.allocateInvoice().allocateAll(ACME, issued, LEVELS, new TreeMap<>());
    }

    @Test
    void withoutAnyUsageWhatIsSharedStaysWithNobody() {
        bench.open(ACME).subscribe(ACME, "team");
        IssuedInvoice opening = bench.invoices(ACME).get(0);

        assertThat(allocate(opening.number(), Map.of()).totals())
                .containsEntry(new Group(List.of("")), new Amount(Fraction.of(10), Workbench.USD))
                .hasSize(3);
    }

    @Test
    void wrongLevelsAndWeightsAreNamed() {
        InvoiceNumber number = march().number();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.allocateInvoice().allocate(number, List.of(), new TreeMap<>()))
                .withMessageContaining("levels are []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocate(number, Map.of("sales", Fraction.of(-1))))
                .withMessageContaining("sales=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocate(number, Map.of("sales", Fraction.ZERO)))
                .withMessageContaining("one of them more than 0");
        assertThat(bench.engine.allocateInvoice().allocate(new InvoiceNumber("INV", 99), LEVELS, new TreeMap<>()))
                .isEmpty();
    }
}
