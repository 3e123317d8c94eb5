package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.driving.SweepNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps notices, each in a transaction of its own, before anybody acts on them: those that come, and those that are fetched. */
final class NoticeReceiver implements ReceiveNotices, SweepNotices {

    private final Books books;
    private final World world;
    private final PaymentGateway gateway;

    NoticeReceiver(Books books, World world, Till till) {
        this.books = books;
        this.world = world;
        this.gateway = till.gateway();
    }

    @Override
    public Outcome receive(byte[] body, Map<String, String> headers) {
        return keep(gateway.read(body, headers));
    }

    private Outcome keep(NoticeOutcome outcome) {
        return outcome.fold(this::keep, this::bury, Outcome.Refused::new);
    }

    private Outcome keep(Notice notice) {
        return add(KeptNotice.received(notice, world.now())) ? new Outcome.Kept() : new Outcome.Known();
    }

    /** What is not clear will not be clearer in an hour: it takes another version of ours, and then a replay. */
    private Outcome bury(Notice notice, String reason) {
        Instant now = world.now();
        return add(KeptNotice.received(notice, now).dead(now, reason))
                ? new Outcome.Unclear(notice.id(), reason)
                : new Outcome.Known();
    }

    private boolean add(KeptNotice notice) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.notices().add(notice));
    }

    @Override
    public Swept sweep(Duration back) {
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger unclear = new AtomicInteger();
        gateway.undelivered(world.now().minus(back), missed -> {
            if (isForUs(missed)) {
                keep(missed)
                        .fold(
                                kept::incrementAndGet,
                                () -> 0,
                                (id, reason) -> kept.incrementAndGet() + unclear.incrementAndGet(),
                                reason -> 0);
            }
        });
        return new Swept(kept.get(), unclear.get());
    }

    /** The provider does not send us what we do not take, and lists it here. */
    private static boolean isForUs(NoticeOutcome missed) {
        return missed.fold(notice -> notice.about().isPresent(), (notice, reason) -> true, reason -> false);
    }
}
