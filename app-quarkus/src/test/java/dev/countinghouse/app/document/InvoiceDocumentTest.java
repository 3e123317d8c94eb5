package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.countinghouse.app.Api;
import dev.countinghouse.app.Keys;
import dev.countinghouse.app.ServiceDatabase;
import dev.countinghouse.app.Shop;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices and credit notes as PDFs over REST, read back. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class InvoiceDocumentTest {

    private static final String NAME = "Công ty Λίντενχοφ & Линденхоф";

    @Inject
    Storage storage;

    @Inject
    InstantSource clock;

    @Inject
    DocumentPress press;

    @BeforeEach
    void shop() {
        Shop.open();
    }

    @Test
    void theDocumentSaysWhatTheInvoiceSays() {
        String number = invoiceOf("pdf-whole");
        Response invoice = Api.asAdministrator().get("/invoices/" + number);
        Response document = Api.asAdministrator().get("/invoices/" + number + ".pdf");
        document.then().statusCode(200).contentType("application/pdf");
        String text = Printed.of(document.asByteArray()).flat();

        // 2,500 tokens beyond the 1,000 included, at 0.001; the fee of 10.00; 19 % on 12.50, rounded up
        assertThat(text)
                .contains("Invoice number " + number + " ", NAME, "12 Phố Huế", "Tax ID: VN-1", "kế.toán@example.com")
                .contains("Tokens 2,500 0.001 USD each 2.50 ", " Used: 3,500 ", " Basic 1 10.00 USD 10.00 ")
                .contains(" Subtotal 12.50 VAT 19 % on 12.50 2.38 Total 14.88 USD Amount due 14.88 USD ");
        assertThat(text)
                .contains("Subtotal " + amount(invoice, "subtotal"), " Total " + amount(invoice, "total"))
                .contains("Amount due " + amount(invoice, "amountDue"))
                .contains("Date of issue " + invoice.<String>path("issuedAt").substring(0, 10))
                .contains("Due date " + invoice.<String>path("dueAt").substring(0, 10));
        for (Map<String, Map<String, String>> line : invoice.<List<Map<String, Map<String, String>>>>path("lines")) {
            assertThat(text).contains(line.get("amount").get("amount"));
        }
        assertThat(Api.asAdministrator().get("/invoices/" + number + ".pdf").asByteArray())
                .as("asked for again")
                .isEqualTo(document.asByteArray());
    }

    private static String amount(Response invoice, String field) {
        return invoice.path(field + ".amount");
    }

    @Test
    void whatHappensToAnInvoiceLaterDoesNotChangeItsDocument() {
        String number = invoiceOf("pdf-later");
        byte[] before =
                Api.asAdministrator().get("/invoices/" + number + ".pdf").asByteArray();
        credit(number, "5.00");
        Api.asAdministrator()
                .body("{\"name\": \"Renamed\", \"address\": [\"Elsewhere\"]}")
                .put("/accounts/pdf-later/party")
                .then()
                .statusCode(200);
        assertThat(Api.asAdministrator().get("/invoices/" + number + ".pdf").asByteArray())
                .isEqualTo(before);
    }

    @Test
    void aCreditNoteIsADocumentToo() {
        String number = invoiceOf("pdf-credit");
        String note = credit(number, "4.00");
        Response document = Api.asAdministrator().get("/invoices/" + number + "/credit-notes/" + note + ".pdf");
        document.then().statusCode(200).contentType("application/pdf");
        assertThat(Printed.of(document.asByteArray()).flat())
                .contains("Credit note " + note, NAME, "Corrects invoice " + number + " of ", "Reason Une erreur")
                .contains(" Basic 4.00 ", "Invoiced: 10.00", " VAT 19 % on 4.00 0.76 Total credited 4.76 USD ");

        String other = invoiceOf("pdf-other");
        for (String path : List.of(
                "/invoices/" + other + "/credit-notes/" + note + ".pdf",
                "/invoices/" + number + "/credit-notes/CN-999999.pdf",
                "/invoices/" + number + "/credit-notes/mistake.pdf")) {
            Api.asAdministrator().get(path).then().statusCode(404).contentType("application/problem+json");
        }
    }

    @Test
    void whoReadsTheInvoiceReadsItsDocumentAndNobodyElse() {
        String number = invoiceOf("pdf-own");
        String note = credit(number, "1.00");
        String own = Keys.issueOf("pdf-own", KeyScope.READ);
        String writer = Keys.issueOf("pdf-own", KeyScope.WRITE);
        String stranger = Keys.of("pdf-stranger", KeyScope.READ);
        String document = "/invoices/" + number + ".pdf";
        for (String path : List.of(document, "/invoices/" + number + "/credit-notes/" + note + ".pdf")) {
            Api.with(own).get(path).then().statusCode(200).contentType("application/pdf");
            Api.with(own).head(path).then().statusCode(200).contentType("application/pdf");
            Api.with(stranger).get(path).then().statusCode(404).contentType("application/problem+json");
            Api.with(stranger).head(path).then().statusCode(404);
            Api.with(writer).get(path).then().statusCode(403);
            Api.anonymous().get(path).then().statusCode(401);
        }
        String refusal = Api.with(stranger).get("/invoices/" + number).path("detail");
        Api.with(stranger).get(document).then().body("detail", is(refusal));
    }

    @Test
    void whoAsksForTooManyAtATimeIsRefusedAndOthersAreServed() throws Exception {
        String number = invoiceOf("pdf-greedy");
        String other = invoiceOf("pdf-modest");
        String own = Keys.issueOf("pdf-greedy", KeyScope.READ);
        String stranger = Keys.issueOf("pdf-modest", KeyScope.READ);
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService callers = Executors.newCachedThreadPool();
        // one in the making, two for each processor waiting, and one too many
        for (int more = 0; more < 2 * Runtime.getRuntime().availableProcessors() + 2; more++) {
            callers.submit(() -> {
                try {
                    return press.print(new AccountId("pdf-greedy"), Samples.BERLIN, () -> {
                        awaited(end);
                        return Samples.ofFees(1);
                    });
                } finally {
                    refused.countDown();
                }
            });
        }
        refused.await();
        try {
            for (String path : List.of(".pdf", "/credit-notes/CN-000001.pdf")) {
                Api.with(own)
                        .get("/invoices/" + number + path)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "1")
                        .contentType("application/problem+json")
                        .body("detail", containsString("try again"));
                Api.with(stranger).get("/invoices/" + number + path).then().statusCode(404);
            }
            Api.with(stranger).get("/invoices/" + other + ".pdf").then().statusCode(200);
            Api.with(own).head("/invoices/" + number + ".pdf").then().statusCode(200);
            Api.with(own).head("/invoices/" + number).then().statusCode(200);
        } finally {
            end.countDown();
            callers.shutdown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void whatIsNoInvoiceIsNotFoundAndWhatIsNoPdfNotAcceptable() {
        String number = invoiceOf("pdf-none");
        for (String none : List.of("INV-999999", "INV-1", "nothing", "")) {
            Api.asAdministrator()
                    .get("/invoices/" + none + ".pdf")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        for (String type : List.of("text/html", "application/json")) {
            Api.asAdministrator()
                    .accept(type)
                    .get("/invoices/" + number + ".pdf")
                    .then()
                    .statusCode(406)
                    .contentType("application/problem+json");
        }
        Api.asAdministrator()
                .accept("application/pdf, text/html;q=0.5")
                .get("/invoices/" + number + ".pdf")
                .then()
                .statusCode(200);
        Api.asAdministrator()
                .get("/invoices/" + number)
                .then()
                .statusCode(200)
                .contentType(containsString("application/json"));
    }

    @Test
    void anInvoiceOfTenThousandLinesIsADocument() {
        IssuedInvoice sample = Samples.ofFees(10_000);
        Keys.open(sample.content().account().value());
        IssuedInvoice invoice = sample.content()
                .issue(
                        new InvoiceNumber("MANY", 1),
                        sample.issuedAt(),
                        sample.dueAt(),
                        sample.seller(),
                        sample.buyer());
        storage.transactions().inTransaction(Scope.of(invoice.content().account()), () -> storage.invoices()
                .add(new SubscriptionId("many"), invoice.content().period().end(), invoice));

        Response document = Api.asAdministrator().get("/invoices/MANY-000001.pdf");
        document.then().statusCode(200);
        Printed printed = Printed.of(document.asByteArray());
        int pages = printed.pages().size();
        assertThat(printed.pages().get(0)).contains("Fee number 1 of many", "Page 1 of " + pages);
        assertThat(printed.pages().get(pages - 1))
                .contains("Fee number 10000 of many", "Amount due 10,000.00 EUR", "Page " + pages + " of " + pages);
    }

    /** Used tokens, and subscribed behind that: the month that is over is invoiced at once. */
    private String invoiceOf(String account) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Api.asAdministrator()
                .body(
                        """
                        {"id": "%s", "name": "%s", "address": ["12 Phố Huế", "Hà Nội"], "taxId": "VN-1",
                         "email": "kế.toán@example.com", "timeZone": "UTC", "currency": "USD",
                         "taxes": [{"key": "vat", "name": "VAT", "percent": "19"}]}
                        """
                                .formatted(account, NAME))
                .post("/accounts")
                .then()
                .statusCode(201);
        Api.asAdministrator()
                .contentType("application/cloudevents+json")
                .body(
                        """
                        {"specversion": "1.0", "id": "%s", "source": "pdf", "type": "shop.tokens", "subject": "%s",
                         "time": "%s", "data": {"tokens": 3500}}
                        """
                                .formatted(account, account, today.minus(20, ChronoUnit.DAYS)))
                .post("/events")
                .then()
                .statusCode(200);
        Api.asAdministrator()
                .body(
                        """
                        {"id": "%s-main", "account": "%s", "plan": "shop_basic", "startAt": "%s"}
                        """
                                .formatted(account, account, today.minus(34, ChronoUnit.DAYS)))
                .post("/subscriptions")
                .then()
                .statusCode(201);
        return Api.asAdministrator()
                .get("/accounts/" + account + "/invoices")
                .then()
                .body("items.size()", is(2))
                .extract()
                .path("items[1].number");
    }

    /** The number of a note that gives back so much of the fee. */
    private static String credit(String number, String amount) {
        String line = Api.asAdministrator().get("/invoices/" + number).path("lines.find { it.kind == 'fee' }.key");
        return Api.asAdministrator()
                .body(
                        """
                        {"id": "%s", "reason": "Une erreur", "lines": [{"line": "%s", "amount": "%s"}]}
                        """
                                .formatted(number, line, amount))
                .post("/invoices/" + number + "/credit-notes")
                .then()
                .statusCode(201)
                .extract()
                .path("number");
    }
}
