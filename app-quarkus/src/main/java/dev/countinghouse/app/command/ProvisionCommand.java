package dev.countinghouse.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.payment.InvoicingSetting;
import dev.countinghouse.billing.domain.provider.ProviderDiff;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Action;
import dev.countinghouse.billing.domain.provider.ProviderDiff.Change;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue;
import dev.countinghouse.billing.ports.driving.ProvisionCatalogue.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Provisions the published catalogue at the provider that invoices, and exits. Like {@link LedgerCommand} it is the engine on
 * two connections; the two things that it changes are the provider's prices, and what is remembered of them.
 */
public final class ProvisionCommand {

    public static final String NAME = "provision";

    private static final int DONE = 0;
    private static final int NOT_DONE = 1;

    private static final String DRY_RUN = "--dry-run";
    private static final String WRITE = "--write=";

    private final ProvisionCatalogue catalogue;
    private final PrintStream out;

    ProvisionCommand(ProvisionCatalogue catalogue, PrintStream out) {
        this.catalogue = catalogue;
        this.out = out;
    }

    /**
     * @param arguments {@code --dry-run} to change nothing; {@code --write=} and a file, to write into it as JSON what the
     *     provider calls everything
     * @return what to exit with: 0 if it is as it should be, or, after a dry run, would be
     */
    @SuppressWarnings("SystemOut") // a command's output is what it is for
    public static int run(List<String> arguments) {
        List<String> files =
                arguments.stream().filter(each -> each.startsWith(WRITE)).toList();
        boolean dry = arguments.contains(DRY_RUN);
        if (files.size() > 1 || files.size() + (dry ? 1 : 0) < arguments.size()) {
            System.err.println(NAME + " takes " + DRY_RUN + " and " + WRITE + "FILE, not " + arguments);
            return NOT_DONE;
        }
        try {
            Optional<Path> file = files.stream()
                    .map(each -> Path.of(each.substring(WRITE.length())))
                    .findFirst();
            return run(CommandSettings.read(), dry, file, System.out);
        } catch (RuntimeException | SQLException | IOException failure) {
            System.err.println(NAME + ": " + failure.getMessage());
            return NOT_DONE;
        }
    }

    private static int run(Settings settings, boolean dry, Optional<Path> file, PrintStream out)
            throws SQLException, IOException {
        Settings.Database database = settings.database();
        String url = CommandSettings.databaseUrl(settings);
        try (AgroalDataSource service = LedgerCommand.connections(url, database.service());
                AgroalDataSource system = LedgerCommand.connections(url, database.system())) {
            PostgresSchema.check(service, system);
            PostgresTransactions transactions = new PostgresTransactions(service, system);
            PriceGateway provider = InvoicingSetting.of(settings, transactions)
                    .orElseThrow(() -> new IllegalStateException(
                            "this service makes the invoices itself: COUNTINGHOUSE_INVOICING is not provider"));
            BillingEngine engine = BillingEngine.builder()
                    .storage(PostgresStorage.over(transactions))
                    .invoicedBy(provider)
                    .build();
            return new ProvisionCommand(engine.provisionCatalogue(), out).provision(dry, file);
        }
    }

    int provision(boolean dry, Optional<Path> file) throws IOException {
        Outcome outcome = dry ? catalogue.plan() : catalogue.apply();
        Optional<Outcome.Provisioned> done = outcome.fold(Optional::of, refused -> {
            refused.problems().forEach(problem -> out.println("REFUSED\t" + problem.path() + "\t" + problem.reason()));
            return Optional.empty();
        });
        if (done.isEmpty()) {
            return NOT_DONE;
        }
        print(done.get().diff());
        if (done.get().diff().isObstructed()) {
            return NOT_DONE;
        }
        if (file.isPresent()) {
            Files.writeString(
                    file.get(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(done.get())) + "\n");
        }
        return DONE;
    }

    private void print(ProviderDiff diff) {
        List<Change> changes = diff.changes().stream()
                .filter(change -> change.action() != Action.UNCHANGED)
                .toList();
        changes.forEach(change -> out.println(String.join(
                "\t",
                change.action().name().toLowerCase(Locale.ROOT),
                change.key().kind().name().toLowerCase(Locale.ROOT),
                change.key().name(),
                change.before(),
                change.after())));
        out.println("unchanged\t" + (diff.changes().size() - changes.size()));
    }

    private static ObjectNode json(Outcome.Provisioned done) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("revision", done.revision());
        ArrayNode prices = json.putArray("prices");
        done.prices().forEach(ref -> {
            ObjectNode price = prices.addObject()
                    .put("plan", ref.plan().plan().value())
                    .put("version", ref.plan().version())
                    .put("charge", ref.charge().value())
                    .put("product", ref.product())
                    .put("price", ref.price());
            ref.meter().ifPresent(meter -> price.put("meter", meter));
        });
        ArrayNode coupons = json.putArray("coupons");
        done.coupons().forEach(ref -> coupons.addObject()
                .put("coupon", ref.coupon().value())
                .put("reference", ref.reference())
                .put("terms", ref.terms()));
        return json;
    }
}
