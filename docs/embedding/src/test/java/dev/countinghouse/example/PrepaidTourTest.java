package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** C13. Every number is worked out by hand, beside it. */
class PrepaidTourTest {

    @Test
    void theTourShowsEveryStepAndItsPriceToTheLastDigit() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new PrepaidTour(new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "ada signs up as free: ready; resources: 3",
                        "ada has 5 USD",
                        "grace signs up as pro: ready; resources: 3",
                        "grace has no credits",
                        "eve signs up as free: undone, the provider has no room for another storage; resources: 0",
                        "eve has an account: false",
                        "it is accepted",
                        "a wrong one is refused",
                        "grace buys for 9.99: refused, amount is 9.99 USD, it must be at least 10.00 USD",
                        "grace buys for 25.00: succeeded",
                        "ada buys for 20.00: failed",
                        "ada buys for 20.00: processing",
                        "ada has 25 USD",
                        // 25.00 and 5 % of it
                        "grace has 26.25 USD",
                        "an hour of a medium one would cost grace 0.0375 USD",
                        // 0.0375 / 3,600 × 7 = 0.0000729166…, and × 90 = 0.0009375
                        "7 seconds cost 0.000072916667 USD",
                        "90 seconds cost 0.0009375 USD",
                        "90 seconds cost 0.0009375 USD",
                        "one has a sandbox: 4 resources, and 3 after it",
                        // 0.125 / 3,600 × 600
                        "a GPU runs, 0.020833333333 USD are reserved for it",
                        // 26.25 − 0.001947916667 − 0.020833333333
                        "grace has 26.22721875 USD",
                        "nobody gave a sign of life: lost",
                        "grace has 26.248052083333 USD",
                        // (100 × 0.02 + 10 × 0.17) × 10 / 31 = 1.193548387096…
                        "grace has 25.054503696236 USD",
                        "ML Ready Environment: 5.00 USD",
                        "grace buys ml-ready as grace-ml: hers, paid once",
                        "grace buys ml-ready as grace-ml: hers, paid once",
                        "grace has 20.054503696236 USD",
                        "closing",
                        "entries are in order: true",
                        "had one been cut off: entries");
    }
}
