package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.access.KeyScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a service of its own, whose clock is moved by hand. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(TestClockTest.Movable.class)
class TestClockTest extends Seeded {

    public static final class Movable implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countinghouse.test-clock", "true");
        }
    }

    private static final Instant START = Instant.parse("2025-01-31T09:00:00Z");
    private static final Instant END = Instant.parse("2026-02-10T09:00:00Z");

    /** When no more late events are accepted, and the last are settled. */
    private static final Instant OVER = END.plus(Duration.ofDays(40));

    @BeforeEach
    void sell() {
        Shop.open();
    }

    private record Happening(Instant at, Runnable what) {}

    /** An account that lives by its own clock. */
    private record Customer(String id) {

        void open() {
            Api.asAdministrator()
                    .body(
                            """
                            {"id": "%s", "name": "%s", "timeZone": "Europe/Berlin", "currency": "USD",
                             "taxes": [{"key": "vat", "name": "VAT", "percent": "19"}]}
                            """
                                    .formatted(id, id))
                    .post("/accounts")
                    .then()
                    .statusCode(201);
        }

        ValidatableResponse moveTo(Instant now) {
            return Api.asAdministrator()
                    .body("{\"now\": \"" + now + "\"}")
                    .put("/accounts/" + id + "/test-clock")
                    .then();
        }

        void subscribe(String subscription, String more) {
            Api.asAdministrator()
                    .body("{\"id\": \"" + id + "-" + subscription + "\", \"account\": \"" + id + "\", " + more + "}")
                    .post("/subscriptions")
                    .then()
                    .statusCode(201);
        }

        void change(String step) {
            Api.asAdministrator()
                    .body("{\"step\": " + step + "}")
                    .post("/subscriptions/" + id + "-main/changes")
                    .then()
                    .statusCode(200);
        }

        void use(int number, Instant time, long tokens) {
            String data = "{\"tokens\": " + tokens + "}";
            Events.post(Events.ONE, Events.event(id + "-" + number, id, data, time.toString()))
                    .statusCode(200)
                    .body("items[0].status", equalTo("accepted"));
        }

        void correct(int number, String what) {
            Api.asAdministrator()
                    .body("{\"reason\": \"miscounted\", \"corrections\": [{\"source\": \"tests\", \"id\": \"" + id + "-"
                            + number + "\", " + what + "}]}")
                    .post("/accounts/" + id + "/corrections")
                    .then()
                    .statusCode(200)
                    .body("items[0].status", equalTo("corrected"));
        }

        JsonPath invoices() {
            return Api.asAdministrator()
                    .get("/accounts/" + id + "/invoices?limit=100")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        BigDecimal sum(String amounts) {
            return invoices().getList(amounts, String.class).stream()
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** Trial, coupon, changes both ways, an add-on, a pause, both changes of the clocks, and the end. */
    private static List<Happening> life(Customer customer) {
        return List.of(
                new Happening(
                        START,
                        () -> customer.subscribe(
                                "main", "\"plan\": \"shop_pro\", \"trial\": true, \"coupons\": [\"shop_ten\"]")),
                new Happening(day(50), () -> customer.change(toPlan("shop_basic", "now"))),
                new Happening(day(80), () -> customer.subscribe("boost", "\"plan\": \"shop_boost\"")),
                new Happening(day(130), () -> customer.change(toPlan("shop_rich", "period_end"))),
                new Happening(day(200), () -> customer.change("\"pause\"")),
                new Happening(day(210), () -> customer.change("\"resume\"")),
                new Happening(day(260), () -> customer.change(toPlan("shop_basic", "now"))),
                new Happening(END, () -> customer.change("\"cancel\", \"when\": \"now\", \"creditUnused\": true")));
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number)).plusSeconds(number * 331L);
    }

    private static String toPlan(String plan, String when) {
        return "\"to_plan\", \"plan\": \"" + plan + "\", \"quantity\": 1, \"when\": \"" + when + "\"";
    }

    private static void live(Customer customer, List<Happening> usage) {
        customer.open();
        List<Happening> all = new ArrayList<>(life(customer));
        all.addAll(usage);
        all.sort(Comparator.comparing(Happening::at));
        for (Happening happening : all) {
            customer.moveTo(happening.at()).statusCode(200).body("arrived", equalTo(true));
            happening.what().run();
        }
        customer.moveTo(OVER).statusCode(200).body("now", equalTo(OVER.toString()));
    }

    @Test
    void aYearOfLateAndCorrectedUsageComesToWhatItComesToIfAllWasRightAtOnce() {
        Customer right = new Customer("right");
        Customer wrong = new Customer("wrong");
        List<Happening> rightUsage = new ArrayList<>();
        List<Happening> wrongUsage = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            int number = i;
            Instant time = Instant.ofEpochSecond(between(START.getEpochSecond(), END.getEpochSecond() - 1));
            long tokens = between(1, 400);
            rightUsage.add(new Happening(time, () -> right.use(number, time, tokens)));
            Instant later = time.plus(Duration.ofSeconds(between(1, 34 * 86_400)));
            switch (random.nextInt(4)) {
                case 0 -> wrongUsage.add(new Happening(later, () -> wrong.use(number, time, tokens)));
                case 1 -> {
                    wrongUsage.add(new Happening(time, () -> wrong.use(number, time, tokens + 1_000)));
                    String amend = "\"action\": \"amend\", \"data\": {\"tokens\": " + tokens + "}";
                    wrongUsage.add(new Happening(later, () -> wrong.correct(number, amend)));
                }
                case 2 -> {
                    wrongUsage.add(new Happening(time, () -> wrong.use(number, time, tokens)));
                    wrongUsage.add(new Happening(time, () -> wrong.use(number + 1_000, time, 700)));
                    wrongUsage.add(new Happening(later, () -> wrong.correct(number + 1_000, "\"action\": \"void\"")));
                }
                default -> wrongUsage.add(new Happening(time, () -> wrong.use(number, time, tokens)));
            }
        }

        live(right, rightUsage);
        live(wrong, wrongUsage);

        assertThat(wrong.sum("items.total.amount")).isEqualByComparingTo(right.sum("items.total.amount"));
        assertThat(wrong.sum("items.taxTotal.amount")).isEqualByComparingTo(right.sum("items.taxTotal.amount"));
        assertThat(right.sum("items.total.amount")).isGreaterThan(new BigDecimal("500"));
        assertThat(kinds(wrong)).contains("adjustment");
        assertThat(kinds(right)).doesNotContain("adjustment");
        // on the 31st of January, 14 days later the first bill; Berlin has winter time then, and summer time in April
        assertThat(right.invoices().getList("items.issuedAt", String.class))
                .contains("2025-02-14T09:00:00Z", "2025-04-14T08:00:00Z", "2026-01-14T09:00:00Z");
    }

    private static List<String> kinds(Customer customer) {
        return customer.invoices().getList("items.lines.kind.flatten()", String.class);
    }

    @Test
    void theClockOfAnAccountIsItsOwn() {
        Customer customer = new Customer("apart");
        customer.open();
        customer.moveTo(Instant.parse("2024-02-29T12:00:00Z"))
                .statusCode(200)
                .body("now", equalTo("2024-02-29T12:00:00Z"));
        customer.subscribe("main", "\"plan\": \"shop_basic\"");
        Events.post(
                        Events.ONE,
                        "{\"specversion\": \"1.0\", \"id\": \"now\", \"source\": \"tests\", \"type\": \"shop.tokens\","
                                + " \"subject\": \"apart\", \"data\": {\"tokens\": 3000}}")
                .body("items[0].status", equalTo("accepted"));

        customer.moveTo(Instant.parse("2024-03-29T12:00:00Z")).statusCode(200);
        assertThat(customer.invoices().getList("items.total.amount", String.class))
                .containsExactlyInAnyOrder("11.90", "14.28");
        customer.moveTo(Instant.parse("2024-03-01T00:00:00Z"))
                .statusCode(400)
                .body("errors[0].field", equalTo("now"))
                .body("detail", containsString("2024-03-29T12:00:00Z"));
        Api.asAdministrator().get("/accounts/apart/test-clock").then().body("now", equalTo("2024-03-29T12:00:00Z"));
        Api.asAdministrator().get("/accounts/nobody/test-clock").then().statusCode(404);
        Api.asAdministrator()
                .body("{\"now\": \"soon\"}")
                .put("/test-clock")
                .then()
                .statusCode(400);
    }

    @Test
    void theInstancesClockMovesAllOthers() {
        String account = "along";
        Customers.open(account);
        Instant now = Instant.parse(Api.asAdministrator().get("/test-clock").path("now"));
        Customers.subscribe(account + "-main", account, "shop_basic", now);

        Api.asAdministrator()
                .body("{\"now\": \"" + now.plus(Duration.ofDays(100)) + "\"}")
                .put("/test-clock")
                .then()
                .statusCode(200)
                .body("arrived", equalTo(true));

        assertThat(new Customer(account).invoices().getList("items.number")).hasSize(4);
        Api.with(Keys.of("bound", KeyScope.ADMIN)).get("/test-clock").then().statusCode(403);
    }
}
