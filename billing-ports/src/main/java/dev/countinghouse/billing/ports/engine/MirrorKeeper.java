package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.ports.driven.Mirrors.Again;
import dev.countinghouse.billing.ports.driven.Mirrors.Claim;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.Mirrors.Next;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Claims an account, looks what is there unless something of ours has to come there first, puts what is wanted, and keeps what
 * the provider answers. A crash leaves the claim to run out, and the account is due when it does.
 */
final class MirrorKeeper implements MirrorSubscriptions {

    /** Longer than a provider is waited for, with all retries, several times over: after it somebody else works at the account. */
    private static final Duration CLAIM = Duration.ofMinutes(20);

    /** Nobody is asked for it, and an operator who provisions what is missing does not want to wait. */
    private static final Duration UNTIL_PROVISIONED = Duration.ofMinutes(1);

    /** How long usage is waited for, whatever else is noted or told meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Books books;
    private final Till till;
    private final MirrorBook book;
    private final SubscriptionGateway gateway;
    private final Optional<UsageReporter> usage;

    /** @param usage who tells what is used, where that is told */
    MirrorKeeper(MirrorBook book, SubscriptionGateway gateway, Optional<UsageReporter> usage) {
        this.books = book.books();
        this.till = book.till();
        this.book = book;
        this.gateway = gateway;
        this.usage = usage;
    }

    @Override
    public List<AccountId> due(int limit) {
        return dueBy(books.now(), limit);
    }

    /** @param engine by the engine's clock */
    List<AccountId> dueBy(Instant engine, int limit) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.mirrors().dueBy(engine, till.now(), limit));
    }

    Optional<Instant> nextLook(AccountId account) {
        return in(account, () -> books.mirrors().nextLook(account));
    }

    @Override
    public List<Waiting> waiting(Optional<AccountId> after, int limit) {
        return books
                .transactions()
                .inTransaction(Scope.SYSTEM, () -> books.mirrors().waiting(after, limit))
                .stream()
                .map(it -> new Waiting(
                        it.account(),
                        it.again().at(),
                        it.again().tries(),
                        it.again().reason()))
                .toList();
    }

    /** The provider has told something of one of them. */
    void look(AccountId account) {
        in(account, () -> {
            books.mirrors().look(account);
            return true;
        });
        mirror(account);
    }

    @Override
    public void mirror(AccountId account) {
        books.transactions().requireNone();
        Instant now = till.now();
        in(account, () -> books.mirrors().claim(account, now, now.plus(CLAIM))).ifPresent(this::mirror);
    }

    private void mirror(Claim claim) {
        try {
            release(claim, kept(claim));
        } catch (RuntimeException failure) {
            release(
                    claim,
                    again(claim, nextTry(claim.tries(), claim.untoldSince()), String.valueOf(failure.getMessage())));
            throw failure;
        }
    }

    private Next kept(Claim claim) {
        book.settle(claim.account());
        List<Mirror> running = book.running(claim.account());
        if (claim.isPut()) {
            running.forEach(mirror -> found(mirror).ifPresent(there -> book.follow(claim, mirror.of(), there)));
        }
        MirrorBook.Wish wish = book.wish(claim);
        if (!claim.isKept() && !wish.wanted().isEmpty() && isHeldUp(claim)) {
            return new Next(book.lookAt(claim.account(), wish), Optional.of(untilTold(claim)), false);
        }
        if (claim.isPut() && wish.wanted().stream().anyMatch(MirrorKeeper::endsLater)) {
            reopen(claim);
        }
        Optional<String> open = wish.obstacle();
        for (MirrorBook.Wanted wanted : wish.wanted()) {
            ProviderSubscription there = gateway.put(wanted.there(), reference(running, wanted));
            book.keep(wanted.of(), there);
            open = open.or(() -> open(wanted.there(), there));
        }
        if (!claim.isPut()) {
            // who waits for a price may owe all the same
            running.stream().filter(mirror -> !wish.has(mirror.id())).forEach(mirror -> found(mirror)
                    .ifPresent(there -> book.keep(mirror.of(), there)));
        }
        return next(claim, wish, open, true);
    }

    /**
     * Of what is taken away, or ends, the provider invoices what he was told by then. Who cannot tell it for a while goes on
     * all the same, and it is seen as missing.
     */
    private boolean isHeldUp(Claim claim) {
        try {
            boolean isTold = usage.map(it -> it.tellWhatLeaves(claim.account())).orElse(true);
            if (isTold && claim.untoldSince().isPresent()) {
                waitSince(claim, Optional.empty());
            }
            return !isTold && mayWait(claim);
        } catch (RuntimeException failure) {
            if (mayWait(claim)) {
                throw failure;
            }
            return false;
        }
    }

    private boolean mayWait(Claim claim) {
        Instant since = untoldSince(claim);
        waitSince(claim, Optional.of(since));
        return till.now().isBefore(since.plus(LONGEST_WAIT));
    }

    private Instant untoldSince(Claim claim) {
        return claim.untoldSince().orElseGet(till::now);
    }

    private void waitSince(Claim claim, Optional<Instant> since) {
        in(claim.account(), () -> {
            books.mirrors().waitForUsage(claim, since);
            return true;
        });
    }

    private Again untilTold(Claim claim) {
        return new Again(
                nextTry(claim.tries(), Optional.of(untoldSince(claim))),
                claim.tries() + 1,
                "what was used before a change is told first");
    }

    /** Not later than when usage is no longer waited for. */
    private Instant nextTry(int tries, Optional<Instant> untoldSince) {
        Instant now = till.now();
        Instant next = Till.nextLook(now, tries);
        return untoldSince
                .map(since -> since.plus(LONGEST_WAIT))
                .filter(latest -> latest.isAfter(now) && latest.isBefore(next))
                .orElse(next);
    }

    private static boolean endsLater(MirrorBook.Wanted wanted) {
        return wanted.there().end().isPresent() && !wanted.there().hasEnded();
    }

    /** An end may be gone between two calls of the gateway: whoever finds it so must not think that somebody took it back. */
    private void reopen(Claim claim) {
        in(claim.account(), () -> {
            books.mirrors().reopen(claim);
            return true;
        });
    }

    private Optional<ProviderSubscription> found(Mirror mirror) {
        return gateway.find(mirror.reference()).filter(there -> there.id().equals(mirror.id()));
    }

    private static Optional<SubscriptionReference> reference(List<Mirror> running, MirrorBook.Wanted wanted) {
        return running.stream()
                .filter(mirror -> mirror.id().equals(wanted.there().id()))
                .map(Mirror::reference)
                .findFirst();
    }

    /** @param isPut also of what waits for a price or a payment: what somebody changes about ends meanwhile is followed */
    private Next next(Claim claim, MirrorBook.Wish wish, Optional<String> open, boolean isPut) {
        Instant now = till.now();
        Optional<Again> again = wish.missing()
                .map(reason -> new Again(now.plus(UNTIL_PROVISIONED), claim.tries() + 1, reason))
                .or(() -> open.map(reason -> new Again(Till.nextLook(now, claim.tries()), claim.tries() + 1, reason)));
        return new Next(book.lookAt(claim.account(), wish), again, isPut);
    }

    private static Optional<String> open(WantedSubscription wanted, ProviderSubscription there) {
        if (there.status() == Status.INCOMPLETE) {
            return Optional.of("subscription " + there.reference() + " waits for its first payment there");
        }
        return wanted.hasEnded() && !there.hasEnded()
                ? Optional.of("subscription " + there.reference() + " has not ended there yet")
                : Optional.empty();
    }

    private static Next again(Claim claim, Instant at, String reason) {
        return new Next(Optional.empty(), Optional.of(new Again(at, claim.tries() + 1, reason)), false);
    }

    /** Whoever was overtaken may have put something that is not wanted any more. */
    private void release(Claim claim, Next next) {
        AccountId account = claim.account();
        in(account, () -> {
            if (!books.mirrors().release(claim, next)) {
                books.mirrors().note(account, claim.since());
            }
            return true;
        });
    }

    private <T> T in(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
