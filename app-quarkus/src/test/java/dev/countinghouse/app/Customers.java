package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.Workbench;
import io.quarkus.arc.Arc;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Accounts in UTC and USD, what they use and what they subscribe to. */
final class Customers {

    private static final int BATCH = 10_000;

    private static long events;

    private Customers() {}

    static void open(String id) {
        Api.asAdministrator()
                .body(
                        """
                        {"id": "%s", "name": "%s Inc.", "timeZone": "UTC", "currency": "USD"}
                        """
                                .formatted(id, id))
                .post("/accounts")
                .then()
                .statusCode(201);
    }

    /** Midnight so many days ago. */
    static Instant daysAgo(int days) {
        return Arc.container()
                .instance(java.time.InstantSource.class)
                .get()
                .instant()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(days, ChronoUnit.DAYS);
    }

    /** Records as many events as asked for, all with the same data. */
    static void use(String account, String type, Instant time, int times, Map<String, Object> data) {
        BillingEngine engine = Arc.container().instance(BillingEngine.class).get();
        List<Submission> batch = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            batch.add(new Submission(
                    new EventKey("customers", account + "-" + String.format("%07d", ++events)),
                    type,
                    account,
                    time,
                    Workbench.data(data)));
            if (batch.size() == BATCH || i == times) {
                assertThat(engine.recordUsage().record(batch))
                        .hasOnlyElementsOfType(RecordUsage.Outcome.Accepted.class);
                batch.clear();
            }
        }
    }

    static ValidatableResponse subscribe(String id, String account, String plan, Instant at) {
        return Api.asAdministrator()
                .body(
                        """
                        {"id": "%s", "account": "%s", "plan": "%s", "startAt": "%s"}
                        """
                                .formatted(id, account, plan, at))
                .post("/subscriptions")
                .then()
                .statusCode(201);
    }
}
