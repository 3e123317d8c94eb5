package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.customer.Profile;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe's fields cannot hold is read back as it was written, and what the customer changes there as he has it. */
class StripeProfilesTest extends CustomerCase {

    private static Profile withAddress(String... lines) {
        return new Profile("Acme Inc.", List.of(lines), "", "");
    }

    private static Profile withTaxId(String taxId) {
        return new Profile("Acme Inc.", List.of("1 Main Street"), taxId, "");
    }

    private static Profile withEmail(String email) {
        return new Profile("Acme Inc.", List.of(), "", email);
    }

    private List<String> taxIds() {
        return stripe.account.profiles.taxIds("cus_1");
    }

    @Test
    void whoWasOnlyChargedWasNeverDescribed() {
        gateway.useMethod(ACME, FakeMethod.OK.token());

        assertThat(customers.find(ACME)).isEmpty();
        assertThat(customers.put(ACME, PROFILE).method()).contains("visa 4242");
        assertThat(stripe.account.customers()).isEqualTo(1);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        customers.put(ACME, PROFILE);
        int before = stripe.calls("(POST|DELETE) .*").size();

        customers.put(ACME, PROFILE);

        assertThat(stripe.calls("(POST|DELETE) .*")).hasSize(before);
    }

    @Test
    void whatStripeKeepsBesideStays() {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        customerAtStripe().put("phone", "555");
        ((ObjectNode) customerAtStripe().path("metadata")).put("crm", "17");

        customers.put(ACME, PROFILE);
        customers.put(ACME, withEmail(""));

        assertThat(customerAtStripe().path("phone").asText()).isEqualTo("555");
        assertThat(customerAtStripe().path("metadata").path("crm").asText()).isEqualTo("17");
        assertThat(customerAtStripe()
                        .path("metadata")
                        .path("countinghouse_account")
                        .asText())
                .isEqualTo("acme");
        assertThat(gateway.methodOf(ACME)).contains("visa 4242");
    }

    @Test
    void anAddressOfManyLinesIsInTwoThere() {
        Profile profile = withAddress("c/o Jane", "1 Main Street", "", "Springfield, IL 62701", "USA");

        assertThat(customers.put(ACME, profile).profile()).isEqualTo(profile);
        assertThat(customerAtStripe().at("/address/line1").asText()).isEqualTo("c/o Jane");
        assertThat(customerAtStripe().at("/address/line2").asText())
                .isEqualTo("1 Main Street, Springfield, IL 62701, USA");
        assertThat(described()).isEqualTo(profile);
    }

    @Test
    void anAddressThatTheCustomerEntersIsReadAsHeHasIt() {
        customers.put(ACME, withAddress("c/o Jane", "1 Main Street", "USA"));
        ((ObjectNode) customerAtStripe().path("address"))
                .put("line1", "2 Side Street")
                .putNull("line2")
                .put("city", "Berlin")
                .put("postal_code", "10115")
                .put("country", "DE");
        Profile theirs = withAddress("2 Side Street", "10115 Berlin", "DE");
        assertThat(described()).isEqualTo(theirs);

        assertThat(customers.put(ACME, withAddress("3 Other Street")).profile())
                .isEqualTo(withAddress("3 Other Street"));
        assertThat(customerAtStripe().at("/address/city").isNull())
                .as("no part of the old one is left")
                .isTrue();
        assertThat(customers.put(ACME, withAddress()).profile()).isEqualTo(withAddress());
    }

    @Test
    void aNameThatTheCustomerChangesIsHis() {
        customers.put(ACME, PROFILE);
        customerAtStripe().put("name", "Acme GmbH");

        assertThat(described())
                .isEqualTo(new Profile("Acme GmbH", PROFILE.address(), PROFILE.taxId(), PROFILE.email()));
    }

    @Test
    void whatIsLongIsReadBackToTheCharacter() {
        Profile longest = new Profile(
                "\uD83C\uDFE2".repeat(250),
                Collections.nCopies(10, "\uD83D\uDE00 \"x\" ".repeat(30)),
                "x".repeat(100),
                "");

        assertThat(customers.put(ACME, longest).profile()).isEqualTo(longest);
        assertThat(customers.put(ACME, PROFILE).profile()).isEqualTo(PROFILE);
        assertThat(customerAtStripe().path("metadata"))
                .as("nothing of the longer one is left")
                .hasSize(2);
        Profile tooLong = withAddress("x".repeat(10_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customers.put(ACME, tooLong))
                .withMessageContaining("at most 10000");
    }

    @Test
    void metadataThatSomebodyHasBrokenAreNone() {
        customers.put(ACME, PROFILE);
        ((ObjectNode) customerAtStripe().path("metadata")).put("countinghouse_profile_1", "{\"na");

        assertThat(customers.find(ACME)).isEmpty();
        assertThat(customers.put(ACME, PROFILE).profile()).isEqualTo(PROFILE);
    }

    // ---------------------------------------------------------------- e-mail addresses

    @Test
    void anAddressThatStripeDoesNotTakeIsKeptBeside() {
        Profile local = withEmail("root@nowhere");

        assertThat(customers.put(ACME, local).profile()).isEqualTo(local);
        assertThat(customerAtStripe().path("email").isTextual()).isFalse();
        customerAtStripe().put("email", "me@acme.example");
        assertThat(described().email()).isEqualTo("me@acme.example");
    }

    // ---------------------------------------------------------------- tax ids

    @Test
    void aTaxIdIsThereAsStripeWritesItAndReadAsWeWroteIt() {
        customers.put(ACME, withTaxId("de 123 456 789"));

        assertThat(taxIds()).containsExactly("eu_vat DE123456789");
        assertThat(described().taxId()).isEqualTo("de 123 456 789");
    }

    @Test
    void oneTaxIdTakesThePlaceOfAnotherAlsoIfItWasThereBeforeOnTheSameDay() {
        for (String taxId : List.of("DE123456789", "GB123456789", "DE123456789", "", "DE123456789")) {
            assertThat(customers.put(ACME, withTaxId(taxId)).profile().taxId()).isEqualTo(taxId);
            assertThat(taxIds()).hasSize(taxId.isEmpty() ? 0 : 1);
        }
        assertThat(taxIds()).containsExactly("eu_vat DE123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12-3456789", "DE000000000"})
    void whatStripeCannotHaveIsKeptBeside(String taxId) {
        customers.put(ACME, withTaxId("GB123456789"));

        assertThat(customers.put(ACME, withTaxId(taxId)).profile().taxId()).isEqualTo(taxId);
        assertThat(taxIds()).isEmpty();
        assertThat(described().taxId()).isEqualTo(taxId);
    }

    @Test
    void aTaxIdThatTheCustomerEntersIsHis() {
        customers.put(ACME, withTaxId("DE123456789"));
        stripe.account.profiles.add("cus_1", "us_ein", "12-3456789");
        assertThat(described().taxId()).as("of several, ours").isEqualTo("DE123456789");

        stripe.account.profiles.removeTaxIds("cus_1");
        assertThat(described().taxId()).isEmpty();
        stripe.account.profiles.add("cus_1", "us_ein", "12-3456789");
        assertThat(described().taxId()).isEqualTo("12-3456789");

        assertThat(customers
                        .put(ACME, new Profile("New", List.of(), "12-3456789", ""))
                        .profile()
                        .taxId())
                .isEqualTo("12-3456789");
        assertThat(taxIds()).as("it is the one").containsExactly("us_ein 12-3456789");
    }

    @Test
    void whatACustomerHasWhoIsDescribedForTheFirstTimeIsLeftToHim() {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        stripe.account.profiles.add("cus_1", "us_ein", "12-3456789");

        assertThat(customers.put(ACME, withTaxId("DE123456789")).profile().taxId())
                .isEqualTo("DE123456789");
        assertThat(taxIds()).containsExactly("us_ein 12-3456789", "eu_vat DE123456789");
    }
}
