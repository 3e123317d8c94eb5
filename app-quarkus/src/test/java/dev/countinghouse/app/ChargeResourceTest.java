package dev.countinghouse.app;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class ChargeResourceTest {

    /** 100 at 0.10 and 50 at 0.05. */
    @Test
    void aQuantityIsPricedStepByStep() {
        evaluate(
                        """
                 {"charge": {"meter": "runs", "graduated": {"tiers": [{"up_to": 100, "price": 0.10},
                                                                       {"price": 0.05}]}},
                  "currency": "USD", "quantity": "150"}
                 """)
                .statusCode(200)
                .body("quantity", is("150"))
                .body("amount.amount", is("12.5"))
                .body("amount.currency", is("USD"))
                .body("settled.amount", is("12.50"))
                .body("steps", hasSize(2))
                .body("steps[0].amount.amount", is("10"))
                .body("steps[1].quantity", is("50"));
    }

    /** 1.5 units at 0.0125: 0.01875, on an invoice 0.02. */
    @Test
    void aChargeMayBeYaml() {
        evaluate(
                        """
                 {"charge": "meter: runs\\nper_unit: 0.0125\\n", "currency": "USD", "quantity": "1.5"}
                 """)
                .statusCode(200)
                .body("amount.amount", is("0.01875"))
                .body("settled.amount", is("0.02"));
    }

    @Test
    void aFeeIsDueAsOftenAsTheQuantitySays() {
        evaluate("{\"charge\": {\"fee\": 10.00}, \"currency\": \"EUR\", \"quantity\": \"1\"}")
                .statusCode(200)
                .body("settled.amount", is("10.00"))
                .body("settled.currency", is("EUR"));
    }

    /** Of the large model 100 and 1.5 at 0.5 each. */
    @Test
    void eventsArePricedOneByOne() {
        evaluate(
                        """
                 {"charge": {"meter": "tokens", "per_unit": 0.5, "filter": {"model": "large"}},
                  "meter": {"unit": "token", "event": "llm", "aggregation": "sum", "property": "usage.tokens",
                            "dimensions": ["model"]},
                  "currency": "USD",
                  "events": [{"time": "2026-01-01T00:00:00Z", "data": {"usage": {"tokens": 100}, "model": "large"}},
                             {"time": "2026-01-02T00:00:00Z", "data": {"usage": {"tokens": 40}, "model": "small"}},
                             {"time": "2026-01-03T00:00:00Z", "data": {"usage": {"tokens": "1.5"}, "model": "large"}}]}
                 """)
                .statusCode(200)
                .body("quantity", is("101.5"))
                .body("amount.amount", is("50.75"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"charge": {"meter": "runs", "per_unitt": 1}, "currency": "USD", "quantity": "1"} | charge        | per_unit
                    {"charge": {"meter": "runs", "per_unit": -1}, "currency": "USD", "quantity": "1"} | charge        | -1
                    {"charge": "meter: [", "currency": "USD", "quantity": "1"}                        | charge        | line
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "XXL", "quantity": "1"}  | currency      | XXL
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD", "quantity": "NaN"} | quantity     | NaN
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD", "quantity": "1e999999999"} | quantity | decimal number
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD", "quantity": 5}    | quantity      | text
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD", "quantity": "-1"} |               | negative
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD"}                   | quantity      | either
                    {"charge": {"meter": "runs", "per_unit": 1}, "currency": "USD", "events": []}     | meter         | missing
                    {"currency": "USD", "quantity": "1"}                                              | charge        | missing
                    """)
    void whatIsWrongIsNamed(String body, String field, String message) {
        ValidatableResponse answer = evaluate(body).statusCode(400).contentType("application/problem+json");
        answer.body("errors[0].field", containsString(field == null ? "" : field));
        answer.body("detail", containsString(message));
    }

    private static ValidatableResponse evaluate(String body) {
        return Api.asAdministrator().body(body).post("/charges/evaluate").then();
    }
}
