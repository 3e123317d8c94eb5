package dev.countinghouse.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one customer's month comes to, worked out a second time without the engine: the files, plain loops and decimals of
 * 60 digits. The rule by which the trace is dealt out and the prices are written down here again, not shared.
 */
final class ExpectedMonth {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal MILLION = new BigDecimal("1000000");
    private static final String SONNET = "claude-sonnet-4-5-20250929";
    private static final String MINI = "gpt-4o-mini-2024-07-18";

    final Map<String, Long> input = new TreeMap<>();
    final Map<String, Long> output = new TreeMap<>();
    int requests;
    BigDecimal costInDollars = BigDecimal.ZERO;

    /** @param turn whether the customer gets a row of the trace, by its number from 0, and a line of the sample likewise */
    static ExpectedMonth of(RowsOf turn) throws IOException {
        ExpectedMonth month = new ExpectedMonth();
        List<String> trace = Resource.lines("azure-llm-trace-2023-code.csv");
        for (int row = 0; row + 1 < trace.size(); row++) {
            if (turn.ofTrace(row)) {
                month.addTraced(trace.get(row + 1).split(",", -1));
            }
        }
        List<String> sample = Resource.lines("provider-usage-sample.ndjson");
        for (int line = 0; line < sample.size(); line++) {
            if (turn.ofSample(line)) {
                month.addSampled(JsonMapper.builder().build().readTree(sample.get(line)));
            }
        }
        return month;
    }

    interface RowsOf {
        boolean ofTrace(int row);

        boolean ofSample(int line);
    }

    static ExpectedMonth harbor() throws IOException {
        return of(new RowsOf() {
            @Override
            public boolean ofTrace(int row) {
                return row % 3 != 2;
            }

            @Override
            public boolean ofSample(int line) {
                return line % 2 == 0;
            }
        });
    }

    static ExpectedMonth lindenhof() throws IOException {
        return of(new RowsOf() {
            @Override
            public boolean ofTrace(int row) {
                return row % 3 == 2;
            }

            @Override
            public boolean ofSample(int line) {
                return line % 2 == 1;
            }
        });
    }

    private void addTraced(String[] row) {
        long context = Long.parseLong(row[1]);
        long generated = Long.parseLong(row[2]);
        boolean large = context >= 4_000;
        add(large ? SONNET : MINI, context, generated);
        // what the providers asked for on 1 November 2025, dollars per million
        BigDecimal in = new BigDecimal(large ? "3" : "0.15").multiply(BigDecimal.valueOf(context));
        BigDecimal out = new BigDecimal(large ? "15" : "0.60").multiply(BigDecimal.valueOf(generated));
        costInDollars = costInDollars.add(in.add(out).divide(MILLION, DIGITS));
    }

    private void addSampled(JsonNode line) {
        JsonNode usage = line.get("usage");
        add(
                line.get("model").textValue(),
                usage.path("input_tokens").longValue(),
                usage.path("output_tokens").longValue());
        costInDollars = costInDollars.add(
                line.has("totalPriceUsd")
                        ? new BigDecimal(line.get("totalPriceUsd").textValue())
                        : new BigDecimal(line.get("inputPriceUsd").textValue())
                                .add(new BigDecimal(line.get("outputPriceUsd").textValue())));
    }

    private void add(String model, long in, long out) {
        requests++;
        input.merge(model, in, Long::sum);
        output.merge(model, out, Long::sum);
    }

    static long total(Map<String, Long> tokens) {
        return tokens.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Cents for tokens beyond the allowance, which covers every model in the same proportion. */
    static BigDecimal charge(Map<String, Long> tokens, long included, String sonnet, String mini, String others) {
        BigDecimal full = BigDecimal.ZERO;
        for (Map.Entry<String, Long> model : tokens.entrySet()) {
            String price =
                    model.getKey().equals(SONNET) ? sonnet : model.getKey().equals(MINI) ? mini : others;
            full = full.add(new BigDecimal(price).multiply(BigDecimal.valueOf(model.getValue())));
        }
        long total = total(tokens);
        return total <= included
                ? new BigDecimal("0.00")
                : full.multiply(BigDecimal.valueOf(total - included))
                        .divide(BigDecimal.valueOf(total), DIGITS)
                        .divide(MILLION, DIGITS)
                        .setScale(2, RoundingMode.HALF_UP);
    }
}
