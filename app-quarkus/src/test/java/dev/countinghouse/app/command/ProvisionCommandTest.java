package dev.countinghouse.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderItem.Kind;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionCommandTest {

    private static final String TEXT =
            """
            catalogue: 1
            currency: USD
            meters:
              runs: {unit: run, event: run, aggregation: count}
            plans:
              pro: {every: month, charges: {base: {name: Pro, fee: 9.00}, runs: {name: Runs, meter: runs, per_unit: 0.5}}}
            coupons:
              launch: {percent_off: 20, invoices: once}
            """;

    private final Storage storage = InMemoryStorage.empty();
    private final PriceStandIn provider = new PriceStandIn(StandInBook.inMemory());

    private void publish(BillingEngine engine, String text) {
        engine.publishCatalogue()
                .publish(CatalogueReader.read("catalogue", text).orThrow());
    }

    private BillingEngine engine() {
        return BillingEngine.builder().storage(storage).invoicedBy(provider).build();
    }

    private List<String> ran(boolean dry, Optional<Path> file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            out.println("exit " + new ProvisionCommand(engine().provisionCatalogue(), out).provision(dry, file));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void itSaysWhatItDoesAndWritesWhatTheProviderCallsIt(@TempDir Path folder) throws IOException {
        publish(engine(), TEXT);
        Path file = folder.resolve("prices.json");

        assertThat(ran(true, Optional.empty())).hasSize(8).endsWith("unchanged\t0", "exit 0");
        assertThat(ran(false, Optional.of(file)))
                .containsExactly(
                        "create\tmeter\tpro:runs\t\tsums whole numbers",
                        "create\tproduct\tpro:base\t\tPro",
                        "create\tproduct\tpro:runs\t\tRuns",
                        "create\tprice\tpro:base\t\t9.00 USD every month",
                        "create\tprice\tpro:runs\t\t0.5 USD each, every month",
                        "create\tcoupon\tlaunch\t\tlaunch: 20 % off one invoice",
                        "unchanged\t0",
                        "exit 0");
        String written = Files.readString(file);
        JsonNode json = new ObjectMapper().readTree(written);
        assertThat(json.path("revision").asLong()).isEqualTo(1);
        assertThat(json.path("prices")).hasSize(2);
        JsonNode usage = json.path("prices").get(1);
        assertThat(usage.path("plan").asText() + " " + usage.path("version") + " "
                        + usage.path("charge").asText())
                .isEqualTo("pro 1 runs");
        assertThat(usage.path("price").asText()).startsWith("price_");
        assertThat(usage.path("meter").asText()).startsWith("meter_");
        assertThat(json.path("prices").get(0).has("meter")).isFalse();
        assertThat(json.path("coupons").get(0).path("reference").asText()).startsWith("coupon_");

        publish(engine(), TEXT.replace("9.00", "12.00"));
        assertThat(ran(false, Optional.of(file)))
                .containsExactly(
                        "replace\tprice\tpro:base\t9.00 USD every month\t12.00 USD every month",
                        "unchanged\t5",
                        "exit 0");
        assertThat(ran(false, Optional.of(file))).containsExactly("unchanged\t6", "exit 0");
    }

    @Test
    void whatCannotBeDoneEndsWithOne(@TempDir Path folder) throws IOException {
        publish(engine(), TEXT);
        provider.occupy(new ProviderItem.Key(Kind.PRICE, "pro:base"));
        assertThat(ran(false, Optional.of(folder.resolve("prices.json"))))
                .contains(
                        "obstructed\tprice\tpro:base\tit was not made from here: give it another key\t9.00 USD every month")
                .endsWith("exit 1");
        assertThat(folder.resolve("prices.json")).doesNotExist();

        publish(BillingEngine.builder().storage(storage).build(), TEXT.replace("fee: 9.00", "fee: 9.00, in: arrears"));
        assertThat(ran(true, Optional.empty()))
                .containsExactly(
                        "REFUSED\tplans.pro.charges.base.in\tis arrears, the provider invoices fees in advance: write advance",
                        "exit 1");
    }

    @Test
    void whatItDoesNotTakeIsSaid() {
        assertThat(ProvisionCommand.run(List.of("--dryrun"))).isEqualTo(1);
        assertThat(ProvisionCommand.run(List.of("--write=a", "--write=b"))).isEqualTo(1);
    }
}
