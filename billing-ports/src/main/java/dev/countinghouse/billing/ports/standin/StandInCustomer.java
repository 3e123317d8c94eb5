package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the stand-in knows of one customer. Every change of him is a notice. */
record StandInCustomer(AccountId account, Profile profile, StandInNotices notices) implements StandInSubject {

    static final String PAGE = "customer/";

    private static final int DIGITS = 40;

    static StandInCustomer begin(AccountId account, Profile profile, Instant now) {
        return new StandInCustomer(account, profile, StandInNotices.NONE.with("customer.created", now));
    }

    static String pageOf(CustomerReference reference) {
        return PAGE + reference;
    }

    static CustomerReference referenceOf(AccountId account) {
        return new CustomerReference(
                "cus_" + SecretHash.of(account.value()).hex().substring(0, DIGITS));
    }

    /** The same if he is described like this already. */
    StandInCustomer described(Profile wanted, Instant now) {
        return wanted.equals(profile) ? this : new StandInCustomer(account, wanted, notices).changed(now);
    }

    StandInCustomer changed(Instant now) {
        return new StandInCustomer(account, profile, notices.with("customer.updated", now));
    }

    StandInCustomer delivered(int number) {
        return new StandInCustomer(account, profile, notices.delivered(number));
    }

    @Override
    public String page() {
        return pageOf(referenceOf(account));
    }

    @Override
    public About about(int number) {
        return new About("customer", reference());
    }

    String reference() {
        return referenceOf(account).value();
    }

    @Override
    public List<Integer> pending() {
        return notices.pending();
    }

    @Override
    public Change change(int number) {
        return notices.change(number);
    }

    String text() {
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.value())
                .put("name", profile.name())
                .put("taxId", profile.taxId())
                .put("email", profile.email());
        ArrayNode address = page.putArray("address");
        profile.address().forEach(address::add);
        notices.write(page);
        return page.toString();
    }

    static StandInCustomer read(String text) {
        JsonNode page = PaymentText.parsed(text);
        List<String> address = new ArrayList<>();
        page.path("address").forEach(line -> address.add(line.textValue()));
        return new StandInCustomer(
                new AccountId(page.path("account").textValue()),
                new Profile(
                        page.path("name").textValue(),
                        address,
                        page.path("taxId").textValue(),
                        page.path("email").textValue()),
                StandInNotices.read(page));
    }
}
