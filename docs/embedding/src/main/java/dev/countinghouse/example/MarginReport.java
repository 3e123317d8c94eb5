package dev.countinghouse.example;

import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What the customers earned us, and what they would have under the other plan. */
final class MarginReport {

    private final BillingEngine engine;
    private final PrintStream out;

    MarginReport(BillingEngine engine, PrintStream out) {
        this.engine = engine;
        this.out = out;
    }

    void byProject(Customer customer) {
        Margin all = margins(customer, List.of()).values().iterator().next();
        out.printf(
                "MARGIN  %s, by project%s%n",
                customer.label(), all.exchange().map(MarginReport::rate).orElse(""));
        Table table = new Table("project", "revenue", "provider cost", "margin", "margin %");
        margins(customer, List.of("project")).forEach((project, margin) -> row(table, project.toString(), margin));
        row(table, "total", all);
        table.print(out);
        out.println();
    }

    /** As of its end, the whole month. */
    private SortedMap<Group, Margin> margins(Customer customer, List<String> dimensions) {
        return engine.readMargin()
                .margin(customer.id(), customer.month(MonthEnd.MONTH).end(), dimensions)
                .orElseThrow();
    }

    private static String rate(ExchangeRate rate) {
        return ", 1 %s = %s %s".formatted(rate.from(), rate.rate(), rate.to());
    }

    private static void row(Table table, String project, Margin margin) {
        table.row(
                project.isEmpty() ? "(no project)" : project,
                Text.amount(margin.revenue(), 4),
                Text.amount(margin.cost(), 4),
                Text.amount(margin.gross(), 4),
                margin.percent().map(Text::percent).orElse(""));
    }

    void underTheOtherPlan() {
        out.println("WHAT IF  the month's real usage under the other plan, fees and usage before tax");
        Table table = new Table("customer", "<plan", "charged", "<other plan", "would be", "difference");
        for (Customer customer : Customer.values()) {
            Simulation what = simulate(customer);
            table.row(
                    customer.label(),
                    customer.plan.toString(),
                    Text.money(what.actual()),
                    customer.otherPlan.toString(),
                    Text.money(what.simulated()),
                    Text.money(what.difference()));
        }
        table.print(out);
    }

    private Simulation simulate(Customer customer) {
        // a plan need not be published to be tried: this one is read from the file
        String file = "llm-product.yaml";
        PlanVersion plan = CatalogueReader.read(file, Resource.text(file))
                .orThrow()
                .plan(customer.otherPlan)
                .orElseThrow();
        Period month = customer.month(MonthEnd.MONTH);
        return engine.simulatePlan()
                .simulate(customer.id(), plan, Map.of(), month)
                .orElseThrow();
    }
}
