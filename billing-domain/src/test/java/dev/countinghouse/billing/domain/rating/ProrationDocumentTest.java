package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/proration.md hold: a number there that the engine does not come to fails here. */
class ProrationDocumentTest {

    private static final int COLUMNS = 8;

    @ParameterizedTest
    @MethodSource("usageRows")
    void usageCostsWhatTheTableSays(String charge, String change, String before, String after, List<String> cents) {
        List<String> policies = List.of("CARRY", "RESTART", "PRORATE");
        for (int i = 0; i < policies.size(); i++) {
            AllowanceOnChange policy = AllowanceOnChange.valueOf(policies.get(i));
            boolean upgrade = change.startsWith("small");
            Story story = Story.starts(plan(charge, upgrade, policy), "2026-04-01")
                    .changes(plan(charge, !upgrade, policy), 1, "2026-04-16");
            use(story, charge, before, after);
            List<RatedLine> lines = story.usageAsOf("2026-04-20", story.at("2026-05-01"));
            assertThat(lines.stream()
                            .map(line -> line.amount().settle().toDecimal())
                            .toList())
                    .as("%s %s", change, policy)
                    .isEqualTo(expected(cents.get(0), cents.get(i + 1), lines.size()));
        }
    }

    /** A half in which nothing was used and nothing is charged has no line. */
    private static List<String> expected(String before, String after, int lines) {
        return lines == 1 && after.equals("0.00") ? List.of(before) : List.of(before, after);
    }

    @ParameterizedTest
    @MethodSource("feeRows")
    void feesAreSharedAsTheTableSays(List<String> row) {
        Proration proration = Proration.valueOf(row.get(2).toUpperCase(Locale.ROOT));
        Story story = Story.starts(ZoneId.of(row.get(1)), Anchor.START, fee("old", row.get(4), proration), row.get(0))
                .changes(fee("new", row.get(5), proration), 1, row.get(3));
        assertThat(Story.settled(story.fees().prorations(story.periodAt(row.get(3)))))
                .containsExactly("old base " + row.get(6), "new base " + row.get(7));
    }

    @Test
    void theDocumentHasAllItsRows() throws IOException {
        assertThat(usageRows()).hasSize(19);
        assertThat(feeRows()).hasSize(13);
    }

    static Stream<Arguments> usageRows() throws IOException {
        return rows().filter(row -> row.get(1).contains("→"))
                .map(row -> Arguments.of(row.get(0), row.get(1), row.get(2), row.get(3), row.subList(4, COLUMNS)));
    }

    static Stream<List<String>> feeRows() throws IOException {
        return rows().filter(row -> row.get(0).startsWith("20"));
    }

    private static Stream<List<String>> rows() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Files.readAllLines(root.resolve("docs/proration.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::trim)
                        .toList())
                .filter(row -> row.size() == COLUMNS);
    }

    private static PlanVersion fee(String key, String amountAndCurrency, Proration proration) {
        String[] fee = amountAndCurrency.split(" ");
        return PlanSketch.plan(key)
                .in(fee[1])
                .fee(fee[0])
                .onChange(AllowanceOnChange.CARRY, proration)
                .build();
    }

    private static PlanVersion plan(String charge, boolean small, AllowanceOnChange policy) {
        PlanSketch plan = PlanSketch.plan(small ? "small" : "large").onChange(policy, Proration.SECOND);
        boolean sum = List.of("per-unit", "matrix").contains(charge);
        boolean other = !sum && !List.of("graduated", "volume", "package").contains(charge);
        if (sum) {
            plan.includes("sum", small ? 100 : 300);
        }
        if (other) {
            plan.includes(meter(charge), small ? 10 : 30);
        }
        return plan.usage(meter(charge), model(charge, small)).build();
    }

    private static ChargeModel model(String charge, boolean small) {
        return switch (charge) {
            case "per-unit" -> Models.perUnit(small ? "0.10" : "0.05");
            case "graduated" ->
                small
                        ? Models.graduated("0 0.10 0", "100 0.08 0")
                        : Models.graduated("0 0.06 0", "200 0.04 1.00", "1000 0.02 0");
            case "volume" ->
                small
                        ? Models.volume("0 0.10 0", "100 0.08 0")
                        : Models.volume("0 0.06 0", "200 0.04 0", "1000 0.02 0");
            case "package" -> small ? Models.packages("2.00", 50, 100) : Models.packages("3.00", 100, 300);
            case "matrix" ->
                small ? Models.matrix("0.30", "a 0.10", "b 0.20") : Models.matrix("0.15", "a 0.05", "b 0.10");
            default -> Models.perUnit(small ? "1.00" : "0.50");
        };
    }

    private static String meter(String charge) {
        return switch (charge) {
            case "max", "latest", "unique" -> charge;
            case "time-weighted" -> "time_weighted";
            default -> "sum";
        };
    }

    private static void use(Story story, String charge, String before, String after) {
        switch (charge) {
            case "matrix" -> {
                useModels(story, before.split(" \\+ "), "2026-04-05");
                useModels(story, after.split(" \\+ "), "2026-04-20");
            }
            case "unique" -> {
                for (int i = 0; i < Integer.parseInt(after); i++) {
                    boolean early = i < Integer.parseInt(before);
                    story.uses("unique", "user-" + i, early ? "2026-04-05" : "2026-04-20");
                    story.uses("unique", "user-" + i, "2026-04-21");
                }
            }
            case "time-weighted" -> story.uses("time_weighted", before, "2026-04-01");
            default -> story.uses(meter(charge), before, "2026-04-05").uses(meter(charge), after, "2026-04-20");
        }
    }

    private static void useModels(Story story, String[] quantities, String at) {
        story.uses("sum", quantities[0], at, "a").uses("sum", quantities[1], at, "b");
    }
}
