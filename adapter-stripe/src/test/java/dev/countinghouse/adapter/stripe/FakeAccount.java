package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an account at {@link FakeStripe} holds: customers and their methods of payment here, the rest in {@link FakePayments}. */
final class FakeAccount {

    private static final Pattern QUERY = Pattern.compile("metadata\\[\"([^\"]+)\"]:\"((?:[^\"\\\\]|\\\\.)*)\"");

    final FakePayments payments;
    final FakePeople people;
    final FakeProfiles profiles = new FakeProfiles();
    final FakeCheckouts checkouts;
    final FakePortal portal = new FakePortal(this);
    final FakeMeters meters;
    final FakeCatalogue catalogue = new FakeCatalogue();
    final FakeSubscriptions subscriptions;
    final FakeInvoices invoices;

    private final InstantSource clock;
    private final Map<String, ObjectNode> customers = new LinkedHashMap<>();
    private final Map<String, FakeMethod> methods = new LinkedHashMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Set<String> notYetSearchable = new HashSet<>();
    private final List<ObjectNode> missed = new ArrayList<>();
    private boolean searchIsLate;

    FakeAccount(InstantSource clock) {
        this.clock = clock;
        this.payments = new FakePayments(this, clock);
        this.people = new FakePeople(this, payments);
        this.checkouts = new FakeCheckouts(this, payments);
        this.meters = new FakeMeters(this, clock);
        this.subscriptions = new FakeSubscriptions(this, payments);
        this.invoices = new FakeInvoices(this, payments);
    }

    /** From now on a search finds nothing that is made, until {@link #searchCatchesUp}. */
    synchronized void searchIsLate() {
        searchIsLate = true;
    }

    synchronized void searchCatchesUp() {
        searchIsLate = false;
        notYetSearchable.clear();
    }

    /** Somebody makes a customer in the dashboard, or a program did that died at once. */
    synchronized String addCustomer(String account) {
        ObjectNode customer = JsonNodeFactory.instance.objectNode();
        String id = "cus_" + (customers.size() + 1);
        customer.put("id", id).put("object", "customer");
        customer.put("created", clock.instant().getEpochSecond());
        customer.putObject("metadata").put("countinghouse_account", account);
        customer.putObject("invoice_settings").putNull("default_payment_method");
        customers.put(id, customer);
        return id;
    }

    synchronized void payElsewhere(AccountId account, Money amount) {
        String customer = customers.values().stream()
                .filter(each -> each.path("metadata")
                        .path("countinghouse_account")
                        .asText()
                        .equals(account.value()))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseThrow();
        payments.payElsewhere(customer, StripeAmounts.of(amount), StripeAmounts.currency(amount.currency()));
    }

    /** As it is, for whoever looks at it or changes it in the dashboard or the portal. */
    synchronized ObjectNode customer(String id) {
        return customers.get(id);
    }

    synchronized void deleteCustomer(String id) {
        ObjectNode gone = JsonNodeFactory.instance.objectNode();
        gone.put("id", id).put("object", "customer").put("deleted", true);
        customers.put(id, gone);
    }

    synchronized int customers() {
        return customers.size();
    }

    /** Somebody takes a card off its customer, who goes on to have it as his default for a moment. */
    synchronized void detach(String customer) {
        owners.values().removeIf(customer::equals);
    }

    synchronized boolean isCustomer(String id) {
        return customers.containsKey(id) && !customers.get(id).path("deleted").asBoolean();
    }

    /** Empty if it is not the customer's. */
    synchronized java.util.Optional<FakeMethod> method(String customer, String id) {
        return java.util.Optional.ofNullable(methods.get(id)).filter(found -> customer.equals(owners.get(id)));
    }

    /** The endpoint was away when this happened. */
    synchronized void addEvent(String id, Instant at, String type, String object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", id)
                .put("object", "event")
                .put("created", at.getEpochSecond())
                .put("type", type);
        event.putObject("data").putObject("object").put("id", object);
        missed.add(0, event);
    }

    /** The latest first. */
    private FakeAnswer events(FakeCall call) {
        long since = call.sent().path("created").path("gte").asLong();
        String behind = call.sent().path("starting_after").asText();
        List<ObjectNode> found = new ArrayList<>(missed.stream()
                .filter(each -> each.path("created").asLong() >= since)
                .dropWhile(
                        each -> !behind.isEmpty() && !each.path("id").asText().equals(behind))
                .skip(behind.isEmpty() ? 0 : 1)
                .toList());
        int most = call.sent().path("limit").asInt();
        boolean hasMore = found.size() > most;
        return FakeAnswer.ok(
                list(found.subList(0, Math.min(most, found.size()))).put("has_more", hasMore));
    }

    synchronized FakeAnswer answer(FakeCall call) {
        if (call.path().matches("/v1/billing/meter_events|/v1/billing/meters/[^/]+/event_summaries|/v2/.*")) {
            return meters.answer(call);
        }
        if (call.is("GET /v1/events")) {
            return events(call);
        }
        if (FakeCheckouts.isFor(call)) {
            return checkouts.answer(call);
        }
        if (FakeSubscriptions.isFor(call)) {
            return subscriptions.answer(call);
        }
        if (FakeInvoices.isFor(call)) {
            return invoices.answer(call);
        }
        if (FakePortal.isFor(call)) {
            return portal.answer(call);
        }
        if (FakeProfiles.isAboutTaxIds(call)) {
            return profiles.answerAboutTaxIds(call);
        }
        if (call.is("GET /v1/payment_methods/[^/]+")) {
            return methods.containsKey(call.id())
                    ? FakeAnswer.ok(shown(call.id()))
                    : FakeAnswer.missing("payment_method", call.id());
        }
        if (call.is("GET /v1/customers/search")) {
            return search(call.sent().path("query").asText());
        }
        if (call.is("POST /v1/customers")) {
            String id = addCustomer(
                    call.sent().path("metadata").path("countinghouse_account").asText());
            if (searchIsLate) {
                notYetSearchable.add(id);
            }
            return FakeAnswer.ok(customers.get(id));
        }
        if (call.is("(GET|POST) /v1/customers/[^/]+")) {
            ObjectNode customer = customers.get(call.id());
            if (customer == null || (call.method().equals("POST") && !isCustomer(call.id()))) {
                return FakeAnswer.missing("customer", call.id());
            }
            if (call.method().equals("GET")) {
                return customer(customer, call);
            }
            return call.sent().has("invoice_settings")
                    ? setDefault(customer, call)
                    : profiles.describe(customer, call.sent());
        }
        return catalogue
                .answer(call)
                .orElseGet(
                        () -> call.is("POST /v1/payment_methods/[^/]+/attach") ? attach(call) : payments.answer(call));
    }

    private FakeAnswer search(String query) {
        Matcher parts = QUERY.matcher(query);
        if (!parts.matches()) {
            return FakeAnswer.invalid("", "the query cannot be read");
        }
        String wanted = parts.group(2).replaceAll("\\\\(.)", "$1");
        List<ObjectNode> found = new ArrayList<>(customers.values().stream()
                .filter(each -> !notYetSearchable.contains(each.path("id").asText()))
                .filter(each ->
                        each.path("metadata").path(parts.group(1)).asText().equalsIgnoreCase(wanted))
                .toList());
        Collections.reverse(found);
        return FakeAnswer.ok(list(found).put("object", "search_result"));
    }

    static ObjectNode list(List<ObjectNode> found) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list").put("has_more", false).put("url", "/v1/x");
        ArrayNode data = list.putArray("data");
        found.forEach(data::add);
        return list;
    }

    private FakeAnswer customer(ObjectNode customer, FakeCall call) {
        ObjectNode shown = customer.deepCopy();
        JsonNode method = shown.path("invoice_settings").path("default_payment_method");
        if (method.isTextual() && call.expands("invoice_settings.default_payment_method")) {
            ((ObjectNode) shown.path("invoice_settings"))
                    .set(
                            "default_payment_method",
                            methods.get(method.textValue()).shown(method.textValue()));
        }
        return FakeAnswer.ok(call.expands("tax_ids") ? profiles.with(shown) : shown);
    }

    private FakeAnswer setDefault(ObjectNode customer, FakeCall call) {
        String method = call.sent()
                .path("invoice_settings")
                .path("default_payment_method")
                .asText();
        if (method(call.id(), method).isEmpty()) {
            return FakeAnswer.invalid("resource_missing", "The customer does not have that payment method")
                    .about("invoice_settings[default_payment_method]");
        }
        ((ObjectNode) customer.path("invoice_settings")).put("default_payment_method", method);
        return FakeAnswer.ok(customer);
    }

    private FakeAnswer attach(FakeCall call) {
        String customer = call.sent().path("customer").asText();
        if (owners.containsKey(call.id())) {
            return FakeAnswer.invalid("", "The payment method has already been attached to a customer.");
        }
        FakeMethod method = FakeMethod.of(call.id()).orElse(null);
        if (method == null) {
            return FakeAnswer.missing("payment_method", call.id());
        }
        if (!isCustomer(customer)) {
            return FakeAnswer.missing("customer", customer);
        }
        if (method == FakeMethod.DECLINED_AT_ONCE) {
            return FakeAnswer.error(402, "card_error", "card_declined", "Your card was declined.");
        }
        return FakeAnswer.ok(shown(addMethod(customer, method)));
    }

    synchronized String addMethod(String customer, FakeMethod method) {
        String id = "pm_" + (methods.size() + 1);
        methods.put(id, method);
        owners.put(id, customer);
        return id;
    }

    private ObjectNode shown(String method) {
        return methods.get(method).shown(method).put("customer", owners.get(method));
    }
}
