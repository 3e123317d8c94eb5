package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What selling credits takes. Its clock is that of the world, as of {@link World}: the provider does not wait for an engine
 * whose time is moved by hand.
 */
record Till(@Nullable PaymentGateway payments, @Nullable CustomerGateway pages, InstantSource clock) {

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration CUSTOMER_CLAIM = Duration.ofMinutes(5);
    private static final int MOST_CLAIM_DOUBLINGS = 6;
    private static final Duration FIRST_SECOND_LOOK = Duration.ofDays(1);
    private static final Duration FIRST_SECOND_CLAIM = Duration.ofHours(1);
    private static final int MOST_SECOND_DOUBLINGS = 5;

    /** A look that was made is put off twice: before it is made, and when it was. */
    private static final int TIMES_PER_LOOK = 2;

    /** The last one is 191 days after a purchase was paid or changed: banks take disputes for 120 days, some for 180. */
    private static final int SECOND_LOOKS = 10 * TIMES_PER_LOOK;

    /** @throws IllegalStateException unless the builder was told who */
    PaymentGateway gateway() {
        PaymentGateway given = payments;
        if (given == null) {
            throw new IllegalStateException("nobody to take money: call payments(…) on the builder");
        }
        return given;
    }

    boolean hasCustomers() {
        return pages != null;
    }

    /** @throws IllegalStateException unless the builder was told who */
    CustomerGateway customers() {
        CustomerGateway given = pages;
        if (given == null) {
            throw new IllegalStateException("nobody to send customers to: call customers(…) on the builder");
        }
        return given;
    }

    /**
     * Until when whoever writes to the provider about a customer has him for himself. Longer than a call may take, because who
     * comes after him must not be overtaken; and twice as late with each time that failed.
     */
    Instant customerClaim(int looks) {
        return later(now(), CUSTOMER_CLAIM, looks, MOST_CLAIM_DOUBLINGS);
    }

    Instant now() {
        return Books.kept(clock.instant());
    }

    /** When to look at what has just begun. */
    Instant firstLook() {
        return now().plus(FIRST_LOOK);
    }

    /**
     * When to look again, twice as late each time. While the provider has something to answer: after a minute, and in the
     * end every eight hours and a half. One that is paid: after a day, and in the end every 32 days, because notices of
     * disputes and refunds get lost; not for ever, unless a dispute is open.
     *
     * @param putOff how often since it last changed
     */
    Optional<Instant> nextLook(Purchase purchase, int putOff) {
        return nextLook(purchase, putOff, FIRST_SECOND_LOOK);
    }

    /** When to look again if nothing comes of the look that begins now: at one that is paid hours later in place of days. */
    Optional<Instant> claim(Purchase purchase, int putOff) {
        return nextLook(purchase, putOff, FIRST_SECOND_CLAIM);
    }

    private Optional<Instant> nextLook(Purchase purchase, int putOff, Duration first) {
        return purchase.isOpen()
                ? Optional.of(nextLook(now(), putOff))
                : secondLook(purchase.isPaid(), purchase.isInDispute(), putOff, first);
    }

    /** The same for what an invoice asks for. */
    Optional<Instant> nextAsk(Receivable receivable, int putOff) {
        return nextAsk(receivable, putOff, FIRST_SECOND_LOOK);
    }

    Optional<Instant> claim(Receivable receivable, int putOff) {
        return nextAsk(receivable, putOff, FIRST_SECOND_CLAIM);
    }

    private Optional<Instant> nextAsk(Receivable receivable, int putOff, Duration first) {
        return receivable.receipts().isAsking()
                ? Optional.of(nextLook(now(), putOff))
                : secondLook(
                        receivable.receipts().hasSucceeded(),
                        receivable.receipts().isInDispute(),
                        putOff,
                        first);
    }

    private Optional<Instant> secondLook(boolean isPaid, boolean isInDispute, int putOff, Duration first) {
        return isPaid && (putOff < SECOND_LOOKS || isInDispute)
                ? Optional.of(later(now(), first, putOff / TIMES_PER_LOOK, MOST_SECOND_DOUBLINGS))
                : Optional.empty();
    }

    /** At something undecided: after a minute, twice as late each time, and in the end every eight hours and a half. */
    static Instant nextLook(Instant now, int looks) {
        return later(now, FIRST_LOOK, looks, MOST_DOUBLINGS);
    }

    private static Instant later(Instant now, Duration first, int looks, int mostDoublings) {
        return now.plus(first.multipliedBy(1L << Math.min(looks, mostDoublings)));
    }
}
