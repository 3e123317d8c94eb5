package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.app.Api;
import dev.countinghouse.app.ServiceDatabase;
import dev.countinghouse.app.jobs.Job;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class OperationsTest {

    private static final int MOST_CONNECTIONS = 30;

    @Inject
    @All
    List<Job> jobs;

    @ConfigProperty(name = "test.database.admin-url")
    String adminUrl;

    @ConfigProperty(name = "countinghouse.database.url")
    String databaseUrl;

    @Test
    void everyJobRunsOnTheServicesOwnTransactions() {
        assertThat(jobs)
                .extracting(Job::name)
                .containsExactlyInAnyOrder(
                        "check-alerts",
                        "close-periods",
                        "collect-invoices",
                        "copy-invoices",
                        "deliver-messages",
                        "open-usage-months",
                        "build-rollups",
                        "end-sessions",
                        "mirror-subscriptions",
                        "purge",
                        "report-usage",
                        "resume-checkouts",
                        "resume-provisions",
                        "resume-purchases",
                        "run-simulations",
                        "run-top-ups",
                        "send-deliveries",
                        "send-payment-notices",
                        "settle-credits",
                        "sweep-notices",
                        "reconcile",
                        "work-off-notices",
                        "sync-customers");
        jobs.forEach(Job::run);
        jobs.forEach(Job::run);
    }

    @Test
    void itIsAliveAndReadyAndSaysSoToEverybody() {
        plain().get("/q/health/live").then().statusCode(200).body("status", is("UP"));
        plain().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.findAll { it.status == 'UP' }.name", hasItem("database"));
    }

    @Test
    void metricsAreForKeysOfTheWholeInstance() {
        plain().get("/q/metrics").then().statusCode(401);
        String metrics = plain().header("Authorization", "Bearer " + ServiceDatabase.ADMIN_KEY)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(metrics.lines().map(line -> line.replaceAll("[{ ].*", "")))
                .contains(
                        "countinghouse_usage_events_total",
                        "countinghouse_usage_batch_events_count",
                        "countinghouse_usage_waiting_events",
                        "countinghouse_usage_rejected_total",
                        "countinghouse_quota_decision_seconds_count",
                        "countinghouse_quota_decision_seconds_bucket",
                        "countinghouse_period_lag_seconds",
                        "countinghouse_period_invoices_total",
                        "countinghouse_period_failures_total",
                        "countinghouse_outbox_messages",
                        "countinghouse_outbox_lag_seconds",
                        "countinghouse_outbox_deliveries_total",
                        "countinghouse_deliveries_total",
                        "countinghouse_notices",
                        "countinghouse_notices_lag_seconds",
                        "countinghouse_notices_received_total",
                        "countinghouse_notices_worked_total",
                        "http_server_requests_seconds_count",
                        "agroal_active_count");
        assertThat(metrics).contains("countinghouse_outbox_messages{state=\"waiting\"}");
    }

    @Test
    void withoutADatabaseItSaysSoAndRecoversByItself() throws SQLException {
        String database = databaseUrl.substring(databaseUrl.lastIndexOf('/') + 1);
        administer("alter database " + database + " allow_connections false");
        try {
            administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            Api.asAdministrator()
                    .get("/accounts")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .contentType("application/problem+json")
                    .body("type", is("urn:countinghouse:problem:unavailable"));
            plain().get("/q/health/ready").then().statusCode(503).body("status", is("DOWN"));
            plain().get("/q/health/live").then().statusCode(200);
        } finally {
            administer("alter database " + database + " allow_connections true");
        }
        assertThat(firstAnswered(() -> Api.asAdministrator().get("/accounts"))).isLessThan(MOST_CONNECTIONS);
        // asks with connections of its own
        assertThat(firstAnswered(() -> plain().get("/q/health/ready"))).isLessThan(MOST_CONNECTIONS);
    }

    /** A connection that was lost and has not lain idle since is found out by one call. */
    private static int firstAnswered(Supplier<Response> asking) {
        int call = 0;
        while (call < MOST_CONNECTIONS && asking.get().statusCode() != 200) {
            call++;
        }
        return call;
    }

    /** Connected to another database, since this one takes no connections. */
    private void administer(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(adminUrl)) {
            connection.createStatement().execute(statement);
        }
    }

    private static RequestSpecification plain() {
        return RestAssured.given().basePath("/");
    }
}
