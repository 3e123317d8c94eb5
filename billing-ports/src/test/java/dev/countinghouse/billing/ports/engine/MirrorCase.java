package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** An account whose subscriptions are kept at a provider that invoices; monthly from 10 March 2026. */
public abstract class MirrorCase {

    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    /** Restricted 5 days after it is past due; the last 2 of them are of grace. */
    static final DunningSchedule SCHEDULE = new DunningSchedule(
            List.of(Duration.ofDays(1), Duration.ofDays(3)), Duration.ofDays(2), Duration.ofDays(4));

    private static final Set<String> TYPES = Set.of("account.standing_changed", "subscription.ended");
    private static final SigningSecret SECRET =
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
            plans:
              free:
                every: month
                allowances: {calls: {included: 10, cap: hard}}
              pro:
                every: month
                charges: {base: {name: Pro, fee: 50.00}, calls: {name: Calls, meter: calls, per_unit: 0.10}}
              max:
                every: month
                charges: {base: {name: Max, fee: 90.00}}
              extra:
                role: add_on
                every: month
                charges: {base: {name: Extra, fee: 7.00}}
            """;

    protected HandClock clock = new HandClock(START);
    protected StandInBook book = StandInBook.inMemory();
    protected SubscriptionStandIn provider = new SubscriptionStandIn(book, () -> clock.instant());
    protected Workbench bench = Shop.opened();
    protected BillingEngine engine = bench.engine;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void openTheShop() {
        openTheShop(emptyStorage(), null);
    }

    /** @param way to the provider's subscriptions; directly, if there is none */
    protected final void openTheShop(Storage storage, @Nullable SubscriptionGateway way) {
        clock = new HandClock(START);
        book = StandInBook.inMemory();
        provider = new SubscriptionStandIn(book, () -> clock.instant());
        bench = over(storage, way == null ? provider : way);
        engine = bench.engine;
        publish(SHOP);
        engine.provisionCatalogue().apply();
        bench.open(ACME);
    }

    protected Workbench over(Storage storage, SubscriptionGateway way) {
        return new Workbench(storage, clock, wiring -> wiring.worldClock(clock)
                .payments(bank())
                .dunning(SCHEDULE)
                .invoicedBy(new PriceStandIn(book))
                .mirrorTo(way));
    }

    protected final void publish(String catalogue) {
        engine.publishCatalogue().publish(Workbench.catalogue(catalogue));
    }

    protected final PaymentStandIn bank() {
        return new PaymentStandIn(book, () -> clock.instant(), SECRET, URI.create("https://pay.example/"));
    }

    protected static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    /** Goes to a day, and has everything done that falls due on the way. */
    protected final void toDay(int day) {
        assertThat(engine.advanceClock().advance(day(day), 1_000).arrived()).isTrue();
    }

    protected final void subscribe(String plan) {
        bench.subscribe(ACME, plan);
    }

    protected final void addOn(String id) {
        bench.subscribe(new StartSubscription.Order(
                new SubscriptionId(id),
                ACME,
                new PlanKey("extra"),
                2,
                clock.instant(),
                Lifecycle.Anchor.START,
                false,
                List.of()));
    }

    /** Until nothing is due. */
    protected final void mirror() {
        while (!engine.mirrorSubscriptions().due(10).isEmpty()) {
            engine.mirrorSubscriptions().due(10).forEach(engine.mirrorSubscriptions()::mirror);
        }
    }

    protected final List<Waiting> waiting() {
        return engine.mirrorSubscriptions().waiting(Optional.empty(), 9);
    }

    protected final ProviderSubscription there() {
        return there(MAIN.value()).orElseThrow();
    }

    protected final Optional<ProviderSubscription> there(String id) {
        return provider.find(ACME, new SubscriptionId(id));
    }

    /** What it is for: charges, with how many of each. */
    protected final Set<String> items(ProviderSubscription there) {
        return items(there.items());
    }

    protected final Set<String> items(List<PricedItem> items) {
        Set<String> names = new TreeSet<>();
        for (PricedItem item : items) {
            bench
                    .storage
                    .transactions()
                    .inTransaction(Scope.SYSTEM, () -> bench.storage.priceRefs().prices())
                    .stream()
                    .filter(ref -> ref.price().equals(item.price().value()))
                    .forEach(ref -> names.add(ref.plan().plan() + ":" + ref.charge()
                            + (item.quantity().isPresent()
                                    ? " " + item.quantity().getAsLong()
                                    : "")));
        }
        return names;
    }

    protected final String state() {
        return engine.readSubscriptions()
                .find(MAIN)
                .orElseThrow()
                .subscription()
                .state(clock.instant())
                .name();
    }

    protected final Optional<Instant> end() {
        return engine.readSubscriptions()
                .find(MAIN)
                .orElseThrow()
                .subscription()
                .ending()
                .map(ending -> ending.at());
    }

    protected final List<SignedNotice> pending() {
        return bank().pendingNotices(100);
    }

    protected final void deliver(List<SignedNotice> notices) {
        for (SignedNotice notice : notices) {
            assertThat(engine.receiveNotices()
                            .receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers()))
                    .isNotInstanceOf(ReceiveNotices.Outcome.Refused.class);
            engine.workOffNotices().all();
            bank().delivered(notice);
        }
    }

    /** Has the provider tell what he has to tell, and what follows done. */
    protected final void hear() {
        deliver(pending());
        mirror();
    }

    protected final void lose() {
        pending().forEach(bank()::delivered);
    }

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
        List<OutboxMessage> told = messages.stream()
                .filter(message -> TYPES.contains(message.type()))
                .toList();
        told.forEach(this::check);
        return told;
    }

    /** Whether people and programs can read it, where that can be seen. */
    protected void check(OutboxMessage message) {}

    /** What nobody has been told yet: standings, and what has ended. */
    protected final List<String> told() {
        return messages().stream()
                .map(message -> message.type().equals("subscription.ended")
                        ? "ended"
                        : Wording.parsed(message.payload()).path("standing").asText())
                .toList();
    }
}
