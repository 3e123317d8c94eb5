package dev.countinghouse.example;

import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of the example with what it printed; the tests that only look at it share {@link #FIRST}. */
record MonthRun(BillingEngine engine, String output) {

    static final MonthRun FIRST = MonthRun.run();

    static MonthRun run() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BillingEngine engine = new MonthEnd(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        return new MonthRun(engine, bytes.toString(StandardCharsets.UTF_8));
    }
}
