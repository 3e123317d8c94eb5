package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.Notices.Place;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ForgetNotices;
import dev.countinghouse.billing.ports.driving.ReadNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of notices, for a time. */
final class NoticeLog implements ReadNotices, ForgetNotices {

    private static final int STEP = 1_000;

    private final Books books;
    private final World world;

    NoticeLog(Books books, World world) {
        this.books = books;
        this.world = world;
    }

    @Override
    public Optional<KeptNotice> find(NoticeId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.notices().find(id));
    }

    @Override
    public List<KeptNotice> list(Optional<KeptNotice.State> state, Optional<Place> before, int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.notices().list(state, before, limit));
    }

    /** In steps, so that no transaction is long. */
    @Override
    public int forget(Duration age) {
        Instant before = world.now().minus(age);
        int forgotten = 0;
        int step;
        do {
            step = books.transactions()
                    .inTransaction(Scope.SYSTEM, () -> books.notices().purge(before, STEP));
            forgotten += step;
        } while (step == STEP);
        return forgotten;
    }
}
