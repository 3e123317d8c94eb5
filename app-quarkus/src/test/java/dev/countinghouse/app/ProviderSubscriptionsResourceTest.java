package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driven.Mirrors.Again;
import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.Mirrors.Next;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A service whose invoices are the provider's, and the job that has him know the subscriptions; the stand-in plays him. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
@TestProfile(ProviderSubscriptionsResourceTest.Invoiced.class)
class ProviderSubscriptionsResourceTest {

    public static final class Invoiced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countinghouse.invoicing", "provider");
        }
    }

    @Inject
    @All
    List<Job> jobs;

    @Inject
    Storage storage;

    private void mirror() {
        jobs.stream().filter(job -> job.name().equals("mirror-subscriptions")).forEach(Job::run);
    }

    private static ValidatableResponse waiting() {
        return Api.asAdministrator().get("/provider-subscriptions").then().statusCode(200);
    }

    private List<Mirror> there(String account) {
        AccountId id = new AccountId(account);
        return storage.transactions()
                .inTransaction(Scope.of(id), () -> storage.mirrors().of(id));
    }

    @Test
    void whatIsNotProvisionedIsWaitedForAndSeenAndAllElseIsThere() {
        Api.asAdministrator()
                .contentType("application/yaml")
                .body(CatalogueWriter.yaml(ExampleCatalogue.BILLING_STACK.catalogue())
                        .getBytes(StandardCharsets.UTF_8))
                .post("/catalogues")
                .then()
                .statusCode(201);
        waiting().body("items", hasSize(0));
        Customers.open("mirror-early");
        Customers.subscribe("mirror-early-main", "mirror-early", "standard", Customers.daysAgo(2));
        mirror();
        waiting()
                .body("items.account", contains("mirror-early"))
                .body(
                        "items[0].reason",
                        equalTo("the provider has no price for charge base of plan standard@1 yet:"
                                + " provision the catalogue"))
                .body("items[0].tries", equalTo(1));
        assertThat(there("mirror-early")).isEmpty();

        Api.asAdministrator().post("/provider-catalogue").then().statusCode(200);
        Customers.open("mirror-next");
        Customers.subscribe("mirror-next-main", "mirror-next", "standard", Customers.daysAgo(2));
        mirror();
        assertThat(there("mirror-next")).singleElement().satisfies(mirror -> {
            assertThat(mirror.of().value()).isEqualTo("mirror-next-main");
            assertThat(mirror.status()).isEqualTo(Status.ACTIVE);
        });
        waiting().body("items.account", contains("mirror-early"));
    }

    private void waits(String account) {
        AccountId id = new AccountId(account);
        storage.transactions().inTransaction(Scope.of(id), () -> {
            storage.mirrors().note(id, Instant.EPOCH);
            Claim claim = storage.mirrors()
                    .claim(id, Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                    .orElseThrow();
            Again again = new Again(Instant.parse("2099-01-01T00:00:00Z"), 2, "no price");
            return storage.mirrors().release(claim, new Next(Optional.empty(), Optional.of(again), true));
        });
    }

    private static ValidatableResponse page(String cursor) {
        return Api.asAdministrator()
                .queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get("/provider-subscriptions")
                .then();
    }

    @Test
    void thoseThatWaitComeInPages() {
        List.of("mirror-1", "mirror-2", "mirror-3").forEach(this::waits);
        String next = page("").statusCode(200)
                .body("items.account", contains("mirror-1", "mirror-2"))
                .extract()
                .path("nextCursor");
        waits("mirror-0");
        page(next)
                .statusCode(200)
                .body("items[0].account", equalTo("mirror-3"))
                .body("items[0].tries", equalTo(2))
                .body("items[0].reason", equalTo("no price"))
                .body("items[0].nextTryAt", equalTo("2099-01-01T00:00:00Z"));
        page("no cursor").statusCode(400).body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void onlyTheAdministratorSeesIt() {
        Api.anonymous().get("/provider-subscriptions").then().statusCode(401);
    }
}
