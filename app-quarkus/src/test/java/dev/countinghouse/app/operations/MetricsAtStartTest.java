package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.ServiceDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** In a service of its own, which nobody has called before. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(MetricsAtStartTest.Untouched.class)
class MetricsAtStartTest {

    public static final class Untouched implements QuarkusTestProfile {}

    @Test
    void whatCountsCallsIsThereWithZeroBeforeTheFirstOne() {
        String metrics = RestAssured.given()
                .basePath("/")
                .header("Authorization", "Bearer " + ServiceDatabase.ADMIN_KEY)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(metrics.lines())
                .contains(
                        "countinghouse_usage_rejected_total 0.0",
                        "countinghouse_quota_decision_seconds_count 0.0",
                        "countinghouse_usage_events_total{outcome=\"stored\"} 0.0",
                        "countinghouse_usage_batch_events_count 0.0",
                        "countinghouse_outbox_deliveries_total{outcome=\"delivered\"} 0.0",
                        "countinghouse_period_invoices_total 0.0");
    }
}
