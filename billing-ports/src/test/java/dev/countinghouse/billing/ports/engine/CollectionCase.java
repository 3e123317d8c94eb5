package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** An account that pays 50.00 a month in advance, at a provider that stands in for a real one. */
abstract class CollectionCase {

    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    /** Tried again after 1 and 3 days; restricted 2 days later, canceled 4 days after that. */
    static final DunningSchedule SCHEDULE = new DunningSchedule(
            List.of(Duration.ofDays(1), Duration.ofDays(3)), Duration.ofDays(2), Duration.ofDays(4));

    private static final Set<String> TYPES = Set.of(
            "invoice.paid",
            "invoice.payment_failed",
            "invoice.payment_action_required",
            "invoice.uncollectible",
            "invoice.refunded",
            "invoice.disputed",
            "account.standing_changed",
            "subscription.ended");
    private static final SigningSecret SECRET =
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    protected static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
            plans:
              pro:
                every: month
                charges: {base: {name: Pro, fee: 50.00}}
                allowances: {calls: {included: 1000, cap: hard}}
              extra:
                role: add_on
                every: month
                charges: {base: {name: Extra, fee: 7.00}}
              free:
                every: month
                charges: {base: {name: Free, fee: 0.00}}
                allowances: {calls: {included: 10, cap: hard}}
            """;

    protected HandClock clock = new HandClock(START);
    protected PaymentStandIn provider = standIn();
    protected Workbench bench = Shop.opened();
    protected BillingEngine engine = bench.engine;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void openTheShop() {
        openTheShop(emptyStorage(), null);
    }

    /** @param way to the provider; directly, if there is none */
    protected final void openTheShop(Storage storage, @Nullable PaymentGateway way) {
        clock = new HandClock(START);
        provider = standIn();
        bench = over(storage, way == null ? provider : way);
        engine = bench.engine;
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.open(ACME);
    }

    protected final Workbench over(Storage storage, PaymentGateway way) {
        return new Workbench(
                storage, clock, wiring -> wiring.worldClock(clock).payments(way).dunning(SCHEDULE));
    }

    protected final PaymentStandIn standIn() {
        return new PaymentStandIn(
                StandInBook.inMemory(), () -> clock.instant(), SECRET, URI.create("https://pay.example/"));
    }

    protected static Money usd(String amount) {
        return Money.parse(amount, USD);
    }

    protected static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    protected final void paysWith(TestMethod method) {
        engine.payWith().use(ACME, method.token());
    }

    protected final void subscribe() {
        bench.subscribe(ACME, "pro");
    }

    protected final int collect() {
        return engine.collectInvoices().collect(10);
    }

    /** Goes to a day, and has everything done that falls due on the way. */
    protected final void toDay(int day) {
        assertThat(engine.advanceClock().advance(day(day), 1_000).arrived()).isTrue();
    }

    protected final InvoiceNumber number(int index) {
        return bench.invoices(ACME).get(index).number();
    }

    protected final Receivable receivable(int index) {
        return engine.readReceivables().find(ACME, number(index)).orElseThrow().receivable();
    }

    protected final PaymentKey lastKey(int index) {
        return receivable(index).receipts().last().map(PaymentTry::key).orElseThrow();
    }

    protected final String status(int index) {
        return receivable(index).status().key();
    }

    protected final String state() {
        ReadSubscriptions.Standing standing =
                engine.readSubscriptions().find(MAIN).orElseThrow();
        return standing.subscription().state(clock.instant()).name();
    }

    protected final void credit(String id, int index, String amount) {
        IssuedInvoice invoice = bench.invoices(ACME).get(index);
        TreeMap<String, Money> lines =
                new TreeMap<>(Map.of(invoice.content().lines().get(0).key(), usd(amount)));
        assertThat(engine.creditInvoice().credit(new CreditNoteId(id), invoice.number(), lines, "test"))
                .isInstanceOf(CreditInvoice.Outcome.Credited.class);
    }

    protected final void receiveNotices() {
        for (SignedNotice notice : provider.pendingNotices(100)) {
            assertThat(engine.receiveNotices()
                            .receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers()))
                    .isInstanceOf(ReceiveNotices.Outcome.Kept.class);
            provider.delivered(notice);
        }
        engine.workOffNotices().all();
    }

    /** Messages about collecting that nobody has taken yet. */
    protected final List<OutboxMessage> messages() {
        List<OutboxMessage> messages = new ArrayList<>();
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(clock)
                .worldClock(clock)
                .sink(messages::add)
                .build()
                .deliverMessages()
                .deliverDue();
        return messages.stream()
                .filter(message -> TYPES.contains(message.type()))
                .toList();
    }

    /** The same by type, with the standing where they tell of one. */
    protected final List<String> told() {
        return messages().stream()
                .map(message -> message.type()
                        + (message.type().equals("account.standing_changed")
                                ? " "
                                        + Wording.parsed(message.payload())
                                                .path("standing")
                                                .asText()
                                : ""))
                .toList();
    }
}
