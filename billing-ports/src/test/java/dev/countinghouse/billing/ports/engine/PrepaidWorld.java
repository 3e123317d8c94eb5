package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driven.Journal;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An account whose plans give credits, which buys more of a provider of its own, on storage that fails when it is told to. */
final class PrepaidWorld {

    static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens}
              disk: {unit: GB, event: disk, aggregation: time_weighted, property: gb, series: disk}
            plans:
              small:
                every: month
                charges:
                  tokens: {meter: tokens, settle: credits, per_unit: 0.013}
                  disk: {meter: disk, settle: credits, per_unit: 0.10}
                grants:
                  welcome: {amount: 5.00, lasts: 20 days}
                  weekly: {amount: 17.00, every: week, priority: 10, rollover: {maximum: 6.00, minimum: 1.00}}
              large:
                every: month
                charges:
                  tokens: {meter: tokens, settle: credits, per_unit: 0.007}
                  disk: {meter: disk, settle: credits, per_unit: 0.08}
                grants:
                  monthly: {amount: 40.00, every: month, for: {meters: [tokens]}, rollover: {maximum: 10.00}}
                  minutes: {amount: 30, unit: gpu-minutes, every: week}
                on_change: {allowance: prorate, proration: second}
              fresh:
                every: week
                charges:
                  tokens: {meter: tokens, settle: credits, per_unit: 0.02}
                grants:
                  weekly: {amount: 9.00, every: week, priority: 10}
                on_change: {allowance: restart, proration: second}
            credits:
              minimum: 10.00
              maximum: 1000.00
              lasts: 2 months
              bonuses:
                usual: {from: 40.00, percent: 10, lasts: 1 month}
              packs:
                gpu: {name: GPU minutes, price: 30.00, credits: 1000, unit: gpu-minutes}
            """;

    private static final SigningSecret SECRET =
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    final PaymentStandIn provider;
    final BillingEngine engine;
    private final HandClock clock;
    private final FailingStorage failing;
    private final Storage storage;

    PrepaidWorld(Storage storage, HandClock clock) {
        this.clock = clock;
        this.storage = storage;
        failing = new FailingStorage(storage, 0, Moment.BEFORE);
        provider = new PaymentStandIn(StandInBook.inMemory(), clock, SECRET, URI.create("https://pay.example/"));
        engine = BillingEngine.builder()
                .storage(failing.storage())
                .testClock(clock)
                .worldClock(clock)
                .payments(failing.failing(PaymentGateway.class, provider))
                .build();
        Workbench bench = new Workbench(storage, clock);
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.open(ACME).subscribe(ACME, "small");
    }

    /** What a command answers that may be cut off at one of its calls, and is given again then. */
    Object crashing(int call, Moment moment, Function<PrepaidWorld, Object> command) {
        failing.arm(call, moment);
        try {
            return command.apply(this);
        } catch (UnavailableException crashed) {
            failing.disarm();
            return command.apply(this);
        } finally {
            failing.disarm();
        }
    }

    /** Whether the last command was cut off. */
    boolean hasCrashed() {
        return failing.hasFailed();
    }

    Object hear(SignedNotice notice) {
        engine.receiveNotices().receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
        Optional<KeptNotice> kept = workedOff(notice.id());
        while (kept.filter(each -> each.state().isOpen()).isPresent()) {
            dueNow(kept.get());
            kept = workedOff(notice.id());
        }
        provider.delivered(notice);
        return kept.map(KeptNotice::state);
    }

    /** As if whoever was cut off had let his time pass, or that of the next try had come, while nothing else happened. */
    private void dueNow(KeptNotice open) {
        storage.transactions().inTransaction(Scope.SYSTEM, () -> storage.notices()
                .replace(open, open.replayed(open.notice(), clock.instant())));
    }

    private Optional<KeptNotice> workedOff(NoticeId id) {
        engine.workOffNotices().all();
        return engine.readNotices().find(id);
    }

    /** What is kept of the account's credits, as the last command left it, whatever has fallen due since. */
    BookState kept(Set<GrantId> grants) {
        return journal(journal -> journal.read(new Needs(ACME, clock.instant(), Set.of(), grants, Set.of(), Set.of())))
                .orElseThrow();
    }

    <T> T journal(Function<Journal, T> question) {
        return storage.transactions().inTransaction(Scope.of(ACME), () -> question.apply(storage.journal()));
    }

    /** What is kept: equal of two that were told the same. The head seals all entries. */
    List<Object> state() {
        BookState kept = kept(Set.of());
        return List.of(
                kept.head(),
                kept.balances(),
                kept.grants(),
                kept.creditLines(),
                journal(journal -> journal.nextDue(ACME)),
                journal(journal -> journal.openHolds(ACME, 1_000)));
    }

    /** With what follows from it by now, and with all that was bought. */
    List<Object> everything() {
        List<Object> everything = new ArrayList<>(state());
        everything.add(engine.readCredits().balances(ACME));
        everything.add(engine.readPurchases().list(ACME, Optional.empty(), 1_000));
        return everything;
    }
}
