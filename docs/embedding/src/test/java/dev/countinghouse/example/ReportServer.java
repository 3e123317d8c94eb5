package dev.countinghouse.example;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A host that sells reports: its engine over PostgreSQL, what it has served, and a client that calls it. */
final class ReportServer implements Executor, AutoCloseable {

    private static final String CATALOGUE =
            """
            catalogue: 1
            currency: USD
            meters:
              reports: {unit: report, event: report, aggregation: count}
              pages: {unit: page, event: page, aggregation: sum, property: pages}
            plans:
              free:
                every: month
                allowances:
                  reports: {included: 10, cap: hard}
                  pages: {included: 100, cap: hard}
                charges:
                  base: {name: Free, fee: 0.00}
                upgrades: [pro]
              pro:
                every: month
                allowances:
                  reports: {included: 1000, cap: hard}
                  pages: {included: 10000, cap: hard}
                charges:
                  base: {name: Pro, fee: 20.00}
            """;

    private static final AccountId ACME = new AccountId("acme");
    private static final SubscriptionId MAIN = new SubscriptionId("acme-main");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Whoever reads it hangs up after some pages, as it seems to who prints it. */
    record Report(int breaksAfter) {

        int pages() {
            return 90;
        }

        void print(int page, OutputStream out) throws IOException {
            out.write(("page " + page + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (page == breaksAfter) {
                throw new IOException("the line is dead");
            }
        }
    }

    final BillingEngine billing;
    /** While it is set nobody reaches the database. */
    final AtomicBoolean away = new AtomicBoolean();
    /** How often something was served. */
    final AtomicInteger served = new AtomicInteger();
    /** Where what ends later is told to have ended, as a client of another service's has one. */
    final ExecutorService loop = Executors.newSingleThreadExecutor();

    private final ExecutorService settling = Executors.newSingleThreadExecutor();
    private final Semaphore settled = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private URI address = URI.create("http://localhost");

    ReportServer(TestDatabase database) {
        database.clear();
        billing = BillingEngine.builder()
                .storage(PostgresStorage.over(leaving(database.service()), leaving(database.system())))
                .clock(() -> START.plusSeconds(3_600))
                .build();
        billing.publishCatalogue()
                .publish(CatalogueReader.read("reports.yaml", CATALOGUE).orThrow());
        billing.openAccount().open(Account.named(ACME, "Acme Inc.", ZoneOffset.UTC, Shop.USD));
        billing.startSubscription().start(Order.of(MAIN, ACME, new PlanKey("free"), START));
    }

    private DataSource leaving(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new SQLException("nobody is there", "08006");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    void listensAt(int port) {
        address = URI.create("http://localhost:" + port);
    }

    /** Where requests that end on another thread are settled. */
    @Override
    public void execute(Runnable settlement) {
        settling.execute(() -> {
            settlement.run();
            settled.release();
        });
    }

    /** Waits until one more was settled there. */
    boolean hasSettled() {
        try {
            return settled.tryAcquire(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    int settledElsewhere() {
        return settled.availablePermits();
    }

    void upgrade() {
        billing.changeSubscription()
                .change(MAIN, new ChangeSubscription.Step.ToPlan(new PlanKey("pro"), 1, ChangeSubscription.When.NOW));
    }

    String used(String meter) {
        return billing.evaluateQuota()
                .evaluate(ACME, new MeterKey(meter), Fraction.ZERO)
                .used()
                .toString();
    }

    /** For what is settled after its answer has arrived. */
    void awaitUsed(String meter, String used) {
        Instant late = Instant.now().plusSeconds(30);
        while (!used(meter).equals(used)) {
            if (Instant.now().isAfter(late)) {
                throw new AssertionError("used " + used(meter) + " " + meter + " and not " + used);
            }
        }
    }

    /** What was reserved is free once the thread that settles has come to it. */
    void awaitServed(String path) {
        Instant late = Instant.now().plusSeconds(30);
        for (int status = post(path).statusCode();
                status != 200;
                status = post(path).statusCode()) {
            if (Instant.now().isAfter(late)) {
                throw new AssertionError(path + " is answered with " + status);
            }
        }
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("X-Account", "acme")
                .POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        settling.shutdownNow();
        loop.shutdownNow();
    }
}
