package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.KeySecret;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceDrafter;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Things to store, as real as they get without an engine. */
public final class Samples {

    public static final Currency USD = Currency.getInstance("USD");
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    public static final Catalogue CATALOGUE = ExampleCatalogue.BILLING_STACK.catalogue();
    public static final AccountId ACME = new AccountId("acme");
    public static final AccountId GLOBEX = new AccountId("globex");

    private Samples() {}

    public static Account account(AccountId id, String... subjects) {
        return new Account(
                id,
                new Party("Party " + id, List.of("1 Main Street", "Springfield"), "US-1"),
                ZoneId.of("Europe/Berlin"),
                USD,
                List.of(new TaxRate("vat", "VAT", Fraction.of(19))),
                new TreeSet<>(List.of(subjects)));
    }

    public static PlanVersion plan(String key) {
        return CATALOGUE.plan(new PlanKey(key)).orElseThrow();
    }

    public static Subscription subscription(String id, AccountId account, Instant start) {
        return Lifecycle.start(
                new SubscriptionId(id),
                account,
                plan("standard"),
                2,
                start,
                ZoneId.of("Europe/Berlin"),
                Lifecycle.Anchor.START,
                false);
    }

    public static Subscribed subscribed(String id, AccountId account, Instant start) {
        return new Subscribed(subscription(id, account, start), Optional.empty(), Optional.of(start), 1);
    }

    public static UsageEvent event(AccountId account, String id, Instant time, Map<String, Value> data) {
        return new UsageEvent(
                account, new EventKey("tests", id), "llm.tokens", account.value(), time, EventData.of(data));
    }

    public static UsageEvent event(AccountId account, String id, Instant time, long tokens) {
        return event(account, id, time, Map.of("tokens", number(tokens), "model", new Value.Text("gpt-4o")));
    }

    public static UsageEvent event(AccountId account, String id) {
        return event(account, id, START.plus(Duration.ofHours(1)), 10);
    }

    public static Value number(long number) {
        return new Value.Numeric(BigDecimal.valueOf(number));
    }

    /** A key with one secret; the number makes its id. */
    /** Of 25.00 USD; a top-up if its id is that of one. */
    public static Purchase purchase(AccountId account, PurchaseId id, Instant at) {
        Money price = Money.parse("25.00", USD);
        PurchaseTerms terms =
                new PurchaseTerms(new Wish.Amount(price), price, Credits.of(price), Optional.empty(), Optional.empty());
        Deal.Origin origin = id.value().startsWith("top-up/") ? Deal.Origin.TOP_UP : Deal.Origin.CUSTOMER;
        return Purchase.begin(new Deal(account, id, terms, origin, true, at));
    }

    public static ApiKey key(int number, Optional<AccountId> account) {
        return new ApiKey(
                new KeyId(String.format(Locale.ROOT, "%032x", number)),
                "Key " + number,
                new TreeSet<>(List.of(KeyScope.READ, KeyScope.BILLING)),
                account,
                account.map(own -> new ProjectId("search")),
                START,
                Optional.of(START.plus(Duration.ofDays(90))),
                Optional.empty(),
                Optional.empty(),
                List.of(new KeySecret(SecretHash.of("secret " + number), START, Optional.empty())));
    }

    /** The invoice a subscription opens with. */
    public static IssuedInvoice invoice(AccountId id, InvoiceNumber number) {
        Account account = account(id);
        Subscription subscription = subscription("sub-" + id, id, START);
        List<RatedLine> lines = new FeeLines(subscription, any -> plan("standard")).inAdvanceAt(START);
        Period period = subscription.periodAt(START).actual();
        return InvoiceDrafter.draft(account, period, lines, List.of(), List.of(), Money.zero(USD))
                .issue(
                        number,
                        START.plusSeconds(5),
                        START.plus(Duration.ofDays(14)),
                        Party.named("Seller"),
                        account.party());
    }

    public static Restatement restatement(
            SubscriptionId subscription, Instant boundary, IssuedInvoice invoice, DraftInvoice restated) {
        return new Restatement(
                subscription,
                boundary,
                Optional.of(invoice.number()),
                invoice.content().withoutAdjustments(),
                restated);
    }

    /** Credits some cents of the first line of an invoice. */
    public static CreditNote creditNote(IssuedInvoice invoice, InvoiceNumber number, long cents) {
        SortedMap<String, Money> lines = new TreeMap<>();
        lines.put(invoice.content().lines().get(0).key(), new Money(cents, USD));
        CreditNoteId id = new CreditNoteId("wish " + number.sequence());
        return CreditNote.of(invoice, List.of(), id, number, START.plusSeconds(9), "a mistake", lines);
    }
}
