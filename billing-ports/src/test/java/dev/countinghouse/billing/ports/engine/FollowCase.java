package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Two accounts that a provider invoices monthly, from noon of 10 March 2026, and notices that he sends. */
abstract class FollowCase {

    protected final HandInvoices there = new HandInvoices();
    private final AtomicInteger notices = new AtomicInteger();
    private final List<OutboxMessage> messages = new ArrayList<>();
    protected PaymentStandIn provider;
    protected Workbench bench;
    protected BillingEngine engine;

    protected abstract Storage emptyStorage();

    @BeforeEach
    void open() {
        open(emptyStorage());
    }

    final void open(Storage storage) {
        HandClock clock = new HandClock(Instant.parse("2026-03-10T12:00:00Z"));
        provider = new PaymentStandIn(
                StandInBook.inMemory(),
                clock,
                SigningSecret.draw(new SecureRandom()),
                URI.create("https://pay.example/"));
        bench = new Workbench(storage, clock, wiring -> wiring.worldClock(clock)
                .payments(provider)
                .invoicesOf(there)
                .sink(messages::add));
        engine = bench.engine;
        engine.publishCatalogue().publish(Shop.CATALOGUE);
        bench.open(ACME).subscribe(ACME, "small");
        bench.open(GLOBEX).subscribe(GLOBEX, "small");
        engine.deliverMessages().deliverDue();
        messages.clear();
    }

    /** What becomes of a notice. */
    protected final KeptNotice.State noticed(NoticeSubject.Kind kind, String id) {
        keep(kind, id);
        return engine.workOffNotices().next().orElseThrow().state();
    }

    protected final void keep(NoticeSubject.Kind kind, String id) {
        Notice notice = new Notice(
                new NoticeId("evt_" + notices.incrementAndGet()),
                "something.changed",
                Optional.of(new NoticeSubject(kind, id)),
                bench.clock.instant(),
                Optional.empty(),
                "{}");
        bench.storage.transactions().inTransaction(Scope.SYSTEM, () -> bench.storage
                .notices()
                .add(KeptNotice.received(notice, bench.clock.instant())));
    }

    protected final Copy copy(InvoiceReference invoice) {
        return engine.readProviderInvoices().find(invoice).orElseThrow();
    }

    /** Of the provider's invoices, in their order: what has happened. */
    protected final List<String> told() {
        return messages().stream()
                .map(OutboxMessage::type)
                .filter(type -> type.startsWith("provider_invoice."))
                .map(type -> type.substring("provider_invoice.".length()))
                .toList();
    }

    protected final List<OutboxMessage> messages() {
        engine.deliverMessages().deliverDue();
        return messages;
    }
}
