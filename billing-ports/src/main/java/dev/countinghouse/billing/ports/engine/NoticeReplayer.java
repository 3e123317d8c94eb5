package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReplayNotices;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;

final class NoticeReplayer implements ReplayNotices {

    private final Books books;
    private final World world;
    private final PaymentGateway gateway;

    NoticeReplayer(Books books, World world, Till till) {
        this.books = books;
        this.world = world;
        this.gateway = till.gateway();
    }

    @Override
    public KeptNotice replay(NoticeId id) {
        KeptNotice found;
        KeptNotice replayed;
        do {
            found = find(id);
            replayed = replayed(found);
        } while (!replace(found, replayed));
        return replayed;
    }

    private KeptNotice find(NoticeId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.notices().find(id))
                .orElseThrow(() -> new UnknownException("there is no notice '" + id + "'"));
    }

    private KeptNotice replayed(KeptNotice found) {
        Instant now = world.now();
        if (found.isClaimed(now)) {
            return found;
        }
        return gateway.reread(found.notice())
                .fold(
                        notice -> found.replayed(notice, now),
                        (notice, reason) -> found.replayed(notice, now).dead(now, reason),
                        reason -> found.replayed(found.notice(), now).dead(now, reason));
    }

    /** One that is left as it is has been replaced, whatever has become of it since. */
    private boolean replace(KeptNotice found, KeptNotice replayed) {
        return found.equals(replayed)
                || books.transactions()
                        .inTransaction(Scope.SYSTEM, () -> books.notices().replace(found, replayed));
    }
}
