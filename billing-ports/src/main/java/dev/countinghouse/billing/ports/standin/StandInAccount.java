package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that the stand-in invoices an account for, while somebody works on it: read from one page and written back to it as a
 * whole, so that whoever crashes has done nothing, and of several that look at once one has done it. The page keeps every
 * invoice there was; usage, which is much more, is on pages of its own ({@link StandInMeters}).
 */
final class StandInAccount implements StandInSubject {

    static final String PAGE = "billing/";
    static final String SUBSCRIPTION = "subscription";
    static final String INVOICE = "invoice";
    static final String CREDIT_NOTE = "credit_note";

    private static final int DIGITS = 24;
    private static final int PREFIX = 8;

    /** What nobody has taken notice of yet. */
    record Told(Instant at, String type, About about) {}

    private final AccountId account;

    /** By reference. */
    final SortedMap<String, StandInSubscription> subscriptions = new TreeMap<>();

    /** By reference, the oldest first. */
    final Map<String, StandInInvoice> invoices = new LinkedHashMap<>();

    /** What is the customer's, above 0. */
    final Map<Currency, Money> balances = new LinkedHashMap<>();

    final SortedMap<Integer, Told> untold = new TreeMap<>();
    int told;
    int numbered;

    /** What has come up since it was read. */
    final List<About> made = new ArrayList<>();

    StandInAccount(AccountId account) {
        this.account = account;
    }

    StandInInvoice invoice(
            Optional<SubscriptionId> subscription,
            boolean first,
            List<Line> lines,
            List<CouponReference> coupons,
            Instant at) {
        InvoiceReference reference = new InvoiceReference("in_" + hash(INVOICE + "\n" + (invoices.size() + 1)));
        StandInInvoice invoice = new StandInInvoice(reference, subscription, first, at, lines, coupons);
        invoices.put(reference.value(), invoice);
        made(INVOICE, reference.value());
        tell("invoice.created", INVOICE, reference.value(), at);
        return invoice;
    }

    String newCreditNote(StandInInvoice invoice, String key, Instant at) {
        String reference = "cn_" + hash(CREDIT_NOTE + "\n" + invoice.reference + "\n" + key);
        made(CREDIT_NOTE, reference);
        tell("credit_note.created", CREDIT_NOTE, reference, at);
        return reference;
    }

    void made(String kind, String reference) {
        made.add(new About(kind, reference));
    }

    /** No two customers have the same. */
    String newNumber() {
        numbered++;
        String prefix = hash("number").substring(0, PREFIX).toUpperCase(Locale.ROOT);
        return String.format(Locale.ROOT, "IN-%s-%04d", prefix, numbered);
    }

    private String hash(String about) {
        return SecretHash.of(account.value() + "\n" + about).hex().substring(0, DIGITS);
    }

    void tell(String type, String kind, String reference, Instant at) {
        told++;
        untold.put(told, new Told(at, type, new About(kind, reference)));
    }

    void tell(String type, StandInInvoice invoice, Instant at) {
        tell(type, INVOICE, invoice.reference.value(), at);
    }

    /** @return whether that was news */
    boolean delivered(int number) {
        return untold.remove(number) != null;
    }

    boolean hasTold(String reference, int since) {
        return untold.tailMap(since + 1).values().stream()
                .anyMatch(each -> each.about().reference().equals(reference));
    }

    Money balance(Currency currency) {
        return balances.getOrDefault(currency, Money.zero(currency));
    }

    void credit(Money amount) {
        balances.put(amount.currency(), balance(amount.currency()).plus(amount));
    }

    Optional<StandInSubscription> subscription(StandInInvoice invoice) {
        return invoice.subscription.flatMap(id -> Optional.ofNullable(
                subscriptions.get(StandInSubscription.referenceOf(account, id).value())));
    }

    /** Until its subscription ends; what is invoiced at the end of one is collected all the same. */
    boolean isCollected(StandInInvoice invoice) {
        return subscription(invoice)
                .map(StandInSubscription::state)
                .filter(SubscriptionState::ended)
                .flatMap(SubscriptionState::end)
                .filter(end -> invoice.createdAt.isBefore(end.at()))
                .isEmpty();
    }

    Stream<StandInInvoice> invoices(StandInSubscription of) {
        return invoices.values().stream().filter(invoice -> invoice.subscription.equals(Optional.of(of.id())));
    }

    Status status(StandInSubscription subscription) {
        SubscriptionState state = subscription.state();
        if (state.ended()) {
            return Status.CANCELED;
        }
        if (invoices(subscription).anyMatch(StandInInvoice::isWaitedFor)) {
            return Status.INCOMPLETE;
        }
        if (state.late() || invoices(subscription).anyMatch(StandInInvoice::isFailing)) {
            return Status.PAST_DUE;
        }
        return state.trialEnd().isPresent() ? Status.TRIALING : Status.ACTIVE;
    }

    /** What happens by itself next. */
    Optional<Instant> next() {
        return Stream.concat(
                        subscriptions.values().stream().map(each -> each.state().due()),
                        invoices.values().stream().map(StandInInvoice::due))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** What is still to be told, or what happens next. */
    Optional<Instant> dueAt() {
        return Stream.concat(untold.values().stream().limit(1).map(Told::at), next().stream())
                .min(Instant::compareTo);
    }

    static String pageOf(AccountId account) {
        return PAGE + SecretHash.of(account.value()).hex();
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public String page() {
        return pageOf(account);
    }

    @Override
    public List<Integer> pending() {
        return List.copyOf(untold.keySet());
    }

    @Override
    public Change change(int number) {
        Told change = known(number);
        return new Change(change.at(), change.type());
    }

    @Override
    public About about(int number) {
        return known(number).about();
    }

    private Told known(int number) {
        Told change = untold.get(number);
        if (change == null) {
            throw new IllegalArgumentException("there is nothing to tell under number " + number + " of " + account);
        }
        return change;
    }
}
