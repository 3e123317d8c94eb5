package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.Outbox.Claim;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.DeliverMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Claims a message, hands it to the sink, and forgets it in the transaction that makes it a delivery for each endpoint: two
 * short transactions, and none while the sink is slow. A crash in between leaves the claim to run out.
 */
final class MessageDeliverer implements DeliverMessages {

    private static final int PAGE = 100;

    /** Longer than any sink takes: after it somebody else delivers the message again. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The waits between them add up to eight hours and a half. */
    static final int ATTEMPTS = 18;

    private final Books books;
    private final World world;
    private final OutboxSink sink;
    private final FanOut fanOut;

    MessageDeliverer(Books books, World world, OutboxSink sink) {
        this.books = books;
        this.world = world;
        this.sink = sink;
        this.fanOut = new FanOut(books, world);
    }

    @Override
    public Deliveries deliverDue() {
        Tally tally = new Tally();
        AccountFailures failures = new AccountFailures("delivered to");
        int before;
        do {
            before = tally.claims + failures.accounts().size();
            dueExcept(failures.accounts()).forEach(account -> failures.guard(account, () -> deliver(account, tally)));
            // what is due and could not be claimed is somebody else's
        } while (tally.claims + failures.accounts().size() > before);
        failures.report();
        return new Deliveries(tally.delivered, tally.failed, tally.buried);
    }

    /** What failed may stay at the head of the list, so each page reaches behind it. */
    private List<AccountId> dueExcept(Set<AccountId> failed) {
        List<AccountId> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.outbox().dueBy(world.now(), PAGE + failed.size()));
        return due.stream().filter(account -> !failed.contains(account)).toList();
    }

    private static final class Tally {
        private int claims;
        private int delivered;
        private int failed;
        private int buried;
    }

    private void deliver(AccountId account, Tally tally) {
        Optional<Claim> next = claim(account);
        while (next.isPresent()) {
            tally.claims++;
            deliver(next.get(), tally);
            next = claim(account);
        }
    }

    private Optional<Claim> claim(AccountId account) {
        Instant now = world.now();
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.outbox().claim(account, now, now.plus(CLAIM)));
    }

    private void deliver(Claim claim, Tally tally) {
        try {
            sink.deliver(claim.message());
        } catch (RuntimeException notDelivered) {
            fail(claim, notDelivered, tally);
            return;
        }
        List<Endpoint> forAllAccounts = fanOut.forAllAccounts();
        settle(claim, outbox -> {
            if (outbox.delivered(claim)) {
                fanOut.write(claim.message(), forAllAccounts);
            }
        });
        tally.delivered++;
    }

    private void fail(Claim claim, RuntimeException failure, Tally tally) {
        String reason = String.valueOf(failure.getMessage());
        Instant now = world.now();
        if (claim.attempt() >= ATTEMPTS) {
            settle(claim, outbox -> outbox.bury(claim, now, reason));
            tally.buried++;
        } else {
            settle(claim, outbox -> outbox.retry(claim, now.plus(waitAfter(claim.attempt())), reason));
            tally.failed++;
        }
    }

    /** Twice as long each time. */
    private static Duration waitAfter(int attempt) {
        Duration wait = FIRST_WAIT;
        for (int i = 1; i < attempt && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void settle(Claim claim, Consumer<Outbox> outcome) {
        books.transactions().inTransaction(Scope.of(claim.message().account()), () -> {
            outcome.accept(books.outbox());
            return true;
        });
    }
}
