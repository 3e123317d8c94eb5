package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X8: raw responses of LLM providers are usage with a price. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class ResponseResourceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** 1,000 at 2.50 and 200 at 10.00 per million: 0.0025 and 0.002. */
    private static final String CHAT =
            """
            {"provider": "openai", "apiFlavor": "chat", "time": "2025-11-06T12:00:00Z",
             "response": {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 200}}}
            """;

    @BeforeEach
    void open() {
        Shop.open();
        Accounts.open("llm-acme");
    }

    @Test
    void oneResponseIsAnsweredByItself() {
        price(CHAT)
                .body("status", is("priced"))
                .body("provider", is("openai"))
                .body("model", is("gpt-4o"))
                .body("usage.input_tokens", is(1000))
                .body("usage.output_tokens", is(200))
                .body("estimated", nullValue())
                .body("cost.currency", is("USD"))
                .body("cost.input", is("0.0025"))
                .body("cost.output", is("0.002"))
                .body("cost.other", nullValue())
                .body("cost.total", is("0.0045"));
    }

    @Test
    void manyAreAnsweredInTheirOrderEachForItself() {
        String items = "[" + CHAT + ", 4711, " + CHAT.replace("gpt-4o", "gpt-unheard-of") + ", "
                + CHAT.replace("\"openai\"", "\"nobody\"") + ", " + CHAT.replace("\"apiFlavor\"", "\"flavour\"") + ", "
                + CHAT.replace("1000", "-1") + ", " + CHAT.replace("2025-11-06T12:00:00Z", "yesterday") + "]";
        price(items)
                .body(
                        "items.status",
                        contains("priced", "rejected", "unpriced", "rejected", "rejected", "rejected", "rejected"))
                .body("items[2].reason", containsString("gpt-unheard-of"))
                .body("items[2].usage.input_tokens", is(1000))
                .body("items[3].field", is("provider"))
                .body("items[4].field", is("flavour"))
                .body("items[5].field", containsString("response"))
                .body("items[6].field", is("time"));
    }

    @Test
    void linesAreItemsToo() {
        Api.asAdministrator()
                .contentType("application/x-ndjson")
                .body((CHAT.replace("\n", " ") + "\n{\n").getBytes(StandardCharsets.UTF_8))
                .post("/llm/price")
                .then()
                .statusCode(200)
                .body("items.status", contains("priced", "rejected"))
                .body("items[1].reason", containsString("line 2"));
    }

    @Test
    void whatTheProviderDidNotCountIsEstimatedAndMarkedSo() {
        price(
                        """
              {"provider": "openai", "apiFlavor": "chat", "time": "2025-11-06T12:00:00Z", "response":
               {"model": "gpt-4o", "choices": [{"message": {"role": "assistant", "content": "Hello there, friend"}}]}}
              """)
                .body("status", is("priced"))
                .body("estimated", is(true))
                .body("usage.output_tokens", notNullValue());
    }

    @Test
    void pricingStoresNothingAndRecordingStoresOnce() {
        String chat = CHAT.replace("\"time\": \"2025-11-06T12:00:00Z\",", "")
                .replace(
                        "{\"provider\"",
                        """
                {"id": "chat-1", "source": "tests", "subject": "llm-acme", "dimensions": {"project": "search"},
                 "provider\"""");
        long before = StoredUsage.events("llm-acme");
        price(chat).body("id", is("chat-1")).body("status", is("priced"));
        assertThat(StoredUsage.events("llm-acme")).isEqualTo(before);

        record(chat).body("status", is("accepted")).body("id", is("chat-1")).body("cost.total", notNullValue());
        record("[" + chat + "," + chat.replace("1000", "1001") + "," + CHAT + ","
                        + chat.replace("llm-acme", "nobody-at-all") + ","
                        + chat.replace("\"search\"", "5") + ","
                        + chat.replace("\"project\"", "\"model\"") + "]")
                .body("items.status", contains("duplicate", "conflict", "rejected", "rejected", "rejected", "rejected"))
                .body("items[2].field", is("id"))
                .body("items[3].field", is("subject"))
                .body("items[4].field", is("dimensions.project"))
                .body("items[5].field", is("dimensions"));
        assertThat(StoredUsage.events("llm-acme")).isEqualTo(before + 1);
    }

    @Test
    void whatIsNoJsonIsRefusedAsAWhole() {
        for (String broken : List.of("", "{", "[" + CHAT)) {
            Api.asAdministrator()
                    .body(broken)
                    .post("/llm/responses")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aBodyWithoutAMediaTypeIsToldWhichThereAre() throws IOException, InterruptedException {
        for (String path : List.of("/llm/responses", "/llm/price")) {
            // RestAssured would add a media type of its own
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1" + path))
                    .header("Authorization", "Bearer " + ServiceDatabase.ADMIN_KEY)
                    .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(415);
            assertThat(response.body()).contains("urn:countinghouse:problem:", "application/x-ndjson");
        }
    }

    @Test
    void numbersThatTakeForeverAreNotRead() {
        String huge = CHAT.replace("1000", "9".repeat(1_001));
        Api.asAdministrator().body(huge).post("/llm/price").then().statusCode(400);
        Api.asAdministrator()
                .contentType("application/x-ndjson")
                .body((huge.replace("\n", " ") + "\n" + CHAT.replace("\n", " ")).getBytes(StandardCharsets.UTF_8))
                .post("/llm/price")
                .then()
                .statusCode(200)
                .body("items.status", contains("rejected", "priced"));
        price("[" + CHAT.replace("1000", "1e999999999") + "]").body("items.status", contains("rejected"));
    }

    @Test
    void theProjectOfTheKeyIsTheProjectOfTheResponse() {
        String key = Keys.ofProject("llm-acme", "search");
        String chat = CHAT.replace("\"time\": \"2025-11-06T12:00:00Z\",", "");
        String body =
                "[" + sent("p-1", "", chat) + "," + sent("p-2", "\"dimensions\": {\"project\": \"chat\"},", chat) + "]";
        Api.with(key)
                .body(body)
                .post("/llm/responses")
                .then()
                .statusCode(200)
                .body("items.status", contains("accepted", "rejected"))
                .body("items[1].field", is("dimensions.project"))
                .body("items[1].reason", containsString("'chat'"))
                .body("items[1].reason", containsString("'search'"));
        record(sent("p-1", "\"dimensions\": {\"project\": \"search\"},", chat)).body("status", is("duplicate"));
    }

    private static String sent(String id, String more, String response) {
        return response.replace(
                "{\"provider\"",
                "{\"id\": \"" + id + "\", \"source\": \"tests\", \"subject\": \"llm-acme\", " + more + " \"provider\"");
    }

    /** 890 real responses with the usage and price that genai-prices finds as of the moment below. */
    @Test
    void everyResponseOfTheSampleHasExactlyTheUsageAndThePriceItShould() throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        for (String line : sample()) {
            JsonNode known = JSON.readTree(line);
            ObjectNode request = JSON.createObjectNode();
            request.set("provider", known.get("provider"));
            request.set("apiFlavor", known.get("apiFlavor"));
            request.set("response", known.get("response"));
            request.put("time", "2025-11-06T12:00:00Z");
            expected.add(known);
            requests.add(request.toString());
        }
        assertThat(expected).hasSize(890);

        JsonNode items = JSON.readTree(price(requests.stream().collect(Collectors.joining(",", "[", "]")))
                        .body("items", hasSize(890))
                        .extract()
                        .asString())
                .get("items");

        for (int i = 0; i < expected.size(); i++) {
            JsonNode known = expected.get(i);
            JsonNode item = items.get(i);
            String line = "line " + (i + 1) + ": " + item;
            assertThat(item.path("status").textValue()).as(line).isEqualTo("priced");
            assertThat(item.get("model")).as(line).isEqualTo(known.get("model"));
            assertThat(item.get("usage")).as(line).isEqualTo(known.get("usage"));
            assertCost(item.get("cost"), known, line);
        }
    }

    private static void assertCost(JsonNode cost, JsonNode known, String line) {
        BigDecimal input = number(known, "inputPriceUsd");
        BigDecimal output = number(known, "outputPriceUsd");
        BigDecimal total = known.has("totalPriceUsd") ? number(known, "totalPriceUsd") : input.add(output);
        assertThat(number(cost, "input")).as(line).isEqualByComparingTo(input);
        assertThat(number(cost, "output")).as(line).isEqualByComparingTo(output);
        assertThat(number(cost, "total")).as(line).isEqualByComparingTo(total);
        BigDecimal other = cost.has("other") ? number(cost, "other") : BigDecimal.ZERO;
        assertThat(input.add(output).add(other)).as(line).isEqualByComparingTo(total);
    }

    private static BigDecimal number(JsonNode node, String field) {
        return new BigDecimal(node.get(field).textValue());
    }

    private static ValidatableResponse price(String body) {
        return post("/llm/price", body);
    }

    private static ValidatableResponse record(String body) {
        return post("/llm/responses", body);
    }

    private static ValidatableResponse post(String path, String body) {
        return Api.asAdministrator()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
    }

    private static List<String> sample() throws IOException {
        try (InputStream file = ResponseResourceTest.class.getResourceAsStream(
                "/dev/countinghouse/pricebook/provider-usage-sample.ndjson")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
