package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.WorkOffNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Claims a notice, has its object asked for and followed, and notes what became of it: two short transactions of its own, and
 * none while the provider is slow. A crash in between leaves the claim to run out.
 */
final class NoticeWorker implements WorkOffNotices {

    /** Longer than a provider is waited for, with all retries: after it somebody else works at the object. */
    static final Duration CLAIM = Duration.ofMinutes(10);

    private final Books books;
    private final World world;
    private final NoticeHandlers handlers;

    NoticeWorker(Books books, World world, NoticeHandlers handlers) {
        this.books = books;
        this.world = world;
        this.handlers = handlers;
    }

    @Override
    public Optional<KeptNotice> next() {
        books.transactions().requireNone();
        Instant now = world.now();
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.notices().claim(now, now.plus(CLAIM)))
                .map(claimed -> settle(claimed, workOff(claimed)));
    }

    private KeptNotice workOff(KeptNotice claimed) {
        Notice notice = claimed.notice();
        try {
            return notice.about().filter(about -> follow(notice, about)).isPresent()
                    ? claimed.done(world.now())
                    : claimed.ignored(world.now());
        } catch (RuntimeException failure) {
            return failed(claimed, String.valueOf(failure.getMessage()));
        }
    }

    private boolean follow(Notice notice, NoticeSubject about) {
        return handlers.of(about)
                .filter(handler -> handler.handle(notice, about))
                .isPresent();
    }

    private KeptNotice failed(KeptNotice claimed, String failure) {
        Instant now = world.now();
        return world.retries()
                .waitAfter(claimed.tries(), world.jitter())
                .map(wait -> claimed.retryAt(now.plus(wait), failure))
                .orElseGet(() -> claimed.dead(now, failure));
    }

    /** If it is no longer claimed as it was, the claim was over: somebody else works at it, or has. */
    private KeptNotice settle(KeptNotice claimed, KeptNotice settled) {
        return books.transactions()
                .inTransaction(
                        Scope.SYSTEM,
                        () -> books.notices().replace(claimed, settled)
                                ? settled
                                : books.notices().find(claimed.id()).orElse(settled));
    }
}
