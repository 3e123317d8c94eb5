package dev.countinghouse.example;

import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.ReadUsage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a customer used, and how that stands against what its plan includes. */
final class UsageReport {

    private static final int MODELS_SHOWN = 4;

    private final BillingEngine engine;
    private final PrintStream out;

    UsageReport(BillingEngine engine, PrintStream out) {
        this.engine = engine;
        this.out = out;
    }

    void byModel(Customer customer) {
        SortedMap<Group, Fraction> requests = used(customer, "requests");
        SortedMap<Group, Fraction> input = used(customer, "input_tokens");
        SortedMap<Group, Fraction> output = used(customer, "output_tokens");
        List<Group> models = requests.entrySet().stream()
                .sorted(Map.Entry.<Group, Fraction>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        List<Group> shown = models.subList(0, MODELS_SHOWN);
        List<Group> others = models.subList(MODELS_SHOWN, models.size());

        out.println("USED  " + customer.label() + ", " + MonthEnd.MONTH);
        Table table = new Table("model", "requests", "input tokens", "output tokens");
        for (Group model : shown) {
            List<Group> one = List.of(model);
            table.row(model.toString(), sum(requests, one), sum(input, one), sum(output, one));
        }
        table.row(others.size() + " other models", sum(requests, others), sum(input, others), sum(output, others));
        table.row("total", sum(requests, models), sum(input, models), sum(output, models));
        table.print(out);
        out.println();
    }

    private SortedMap<Group, Fraction> used(Customer customer, String meter) {
        ReadUsage.Query query = new ReadUsage.Query(
                customer.id(),
                new MeterKey(meter),
                Filter.ALL,
                List.of("model"),
                customer.month(MonthEnd.MONTH),
                Optional.empty());
        return engine.readUsage().read(query).get(0).quantities();
    }

    private static String sum(Map<Group, Fraction> quantities, List<Group> of) {
        return Text.quantity(of.stream()
                .map(group -> quantities.getOrDefault(group, Fraction.ZERO))
                .reduce(Fraction.ZERO, Fraction::plus));
    }

    void quotas(Customer customer, Instant now) {
        ZoneId zone = customer.account.zone();
        out.printf("QUOTAS  %s, as of %s%n", customer.label(), Text.local(now, zone));
        Table table = new Table("meter", "used", "included", "used %", "<passed", "<may one more be used?");
        for (Answer state : engine.evaluateQuota().all(customer.id())) {
            Answer oneMore = engine.evaluateQuota().evaluate(customer.id(), state.meter(), Fraction.ONE);
            table.row(
                    state.meter().toString(),
                    Text.quantity(state.used()),
                    limit(state.limit()),
                    Text.percent(state.percent()),
                    state.thresholds().stream()
                            .map(threshold -> threshold + " %")
                            .collect(Collectors.joining(", ")),
                    advice(oneMore, zone));
        }
        table.print(out);
        out.println();
    }

    private static String limit(Limit limit) {
        return limit.fold(Text::quantity, () -> "unlimited");
    }

    private static String advice(Answer answer, ZoneId zone) {
        Verdict verdict = answer.verdict();
        if (verdict instanceof Verdict.Grace grace) {
            return "yes, in grace until " + Text.local(grace.until(), zone);
        }
        if (verdict instanceof Verdict.Refused refused) {
            String reason = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return "no, " + reason + ": upgrade to " + answer.upgrades().get(0);
        }
        return verdict instanceof Verdict.Overage ? "yes, charged as overage" : "yes";
    }
}
