package dev.countinghouse.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.money.Fraction;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the service answers about the closed month: the invoice, why it is what it is, and what it left us. */
final class ServiceReports {

    private static final int STEPS_SHOWN = 3;

    private final Rest rest;
    private final PrintStream out;

    ServiceReports(Rest rest, PrintStream out) {
        this.rest = rest;
        this.out = out;
    }

    /** The last one, which closes the month. */
    void invoice(Customer customer) {
        List<JsonNode> invoices = new ArrayList<>();
        rest.get("/accounts/" + customer.id() + "/invoices").get("items").forEach(invoices::add);
        JsonNode invoice = invoices.get(invoices.size() - 1);
        out.printf(
                "INVOICE %s  %s to %s, due %s%n",
                invoice.get("number").textValue(),
                invoice.get("seller").get("name").textValue(),
                invoice.get("buyer").get("name").textValue(),
                Text.local(Instant.parse(invoice.get("dueAt").textValue()), customer.account.zone()));
        Table table = new Table("line", "used", "charged", "amount");
        for (JsonNode line : invoice.get("lines")) {
            table.row(
                    line.get("text").textValue(),
                    line.has("meter") ? quantity(line.get("quantity")) : "",
                    quantity(line.get("chargedQuantity")),
                    money(line.get("amount"), 2));
        }
        for (JsonNode tax : invoice.get("taxes")) {
            String name = tax.get("name").textValue() + " " + tax.get("percent").textValue() + " %";
            table.row(name, "", money(tax.get("base"), 2), money(tax.get("amount"), 2));
        }
        table.row("amount due", "", "", money(invoice.get("amountDue"), 2));
        table.print(out);
        explain(invoice);
    }

    /** Its largest line of usage, down to the first request behind it. */
    private void explain(JsonNode invoice) {
        JsonNode line = largest(invoice.get("lines"));
        JsonNode explanation = rest.get("/invoices/" + invoice.get("number").textValue() + "/lines/"
                + Rest.segment(line.get("key").textValue()) + "/explanation?limit=1");
        out.printf(
                "  why %s? %s is exactly %s, rounded once:%n",
                money(line.get("amount"), 2), line.get("text").textValue(), money(line.get("exactAmount"), 12));
        List<JsonNode> steps = new ArrayList<>();
        explanation.get("line").get("steps").forEach(steps::add);
        steps.sort(Comparator.comparing(
                        (JsonNode step) -> number(step.get("amount").get("amount")))
                .reversed());
        Table table = new Table("  step", "tokens", "<price", "amount");
        for (JsonNode step : steps.subList(0, Math.min(STEPS_SHOWN, steps.size()))) {
            table.row(
                    "  " + step.get("text").textValue(),
                    quantity(step.get("quantity")),
                    step.get("price").textValue(),
                    money(step.get("amount"), 6));
        }
        table.print(out);
        JsonNode event = explanation.get("events").get(0);
        out.printf(
                "    and %d more; the first event behind it is %s of %s%n%n",
                steps.size() - STEPS_SHOWN,
                event.get("id").textValue(),
                event.get("time").textValue());
    }

    private static JsonNode largest(JsonNode lines) {
        Optional<JsonNode> largest = Optional.empty();
        for (JsonNode line : lines) {
            boolean isLarger = line.has("meter")
                    && largest.map(other -> number(other.get("amount").get("amount"))
                                            .compareTo(number(line.get("amount").get("amount")))
                                    < 0)
                            .orElse(true);
            largest = isLarger ? Optional.of(line) : largest;
        }
        return largest.orElseThrow();
    }

    void margin(Customer customer) {
        out.println("MARGIN  " + customer.label() + ", by project");
        Table table = new Table("project", "revenue", "provider cost", "margin", "margin %");
        String path = "/accounts/" + customer.id() + "/margin?asOf="
                + customer.month(MonthEnd.MONTH).end();
        rest.get(path + "&groupBy=project")
                .get("groups")
                .forEach(group -> row(table, group.get("group").get("project").textValue(), group));
        row(table, "total", rest.get(path).get("groups").get(0));
        table.print(out);
        out.println();
    }

    private static void row(Table table, String project, JsonNode margin) {
        table.row(
                project.isEmpty() ? "(no project)" : project,
                money(margin.get("revenue"), 4),
                money(margin.get("cost"), 4),
                money(margin.get("gross"), 4),
                margin.has("percent") ? Text.percent(number(margin.get("percent"))) : "");
    }

    private static Fraction number(JsonNode text) {
        return Fraction.parse(text.textValue());
    }

    private static String quantity(JsonNode text) {
        return Text.quantity(number(text));
    }

    private static String money(JsonNode money, int decimals) {
        return Text.decimal(number(money.get("amount")), decimals) + " "
                + money.get("currency").textValue();
    }
}
