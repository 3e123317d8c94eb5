package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The stand-in's pages as they are at an instant, with what has fallen due by then, and how they are written over. */
record StandInReader(StandInBook book) {

    StandInSubject asOf(Page page, Instant now) {
        if (page.name().startsWith(StandInCheckout.PAGE)) {
            return checkout(page, now);
        }
        if (page.name().startsWith(StandInAccount.PAGE)) {
            return new StandInBilling(book).asOf(AccountText.account(page.text()), now);
        }
        return page.name().startsWith(StandInCustomer.PAGE)
                ? StandInCustomer.read(page.text())
                : PaymentText.read(page.text()).asOf(now);
    }

    Optional<StandInPayment> payment(PaymentKey key, Instant now) {
        return book.find(StandInPayment.PAGE + key)
                .map(page -> PaymentText.read(page.text()).asOf(now));
    }

    Optional<StandInCheckout> checkout(PaymentKey key, Instant now) {
        return book.find(StandInCheckout.pageOf(key)).map(page -> checkout(page, now));
    }

    private StandInCheckout checkout(Page page, Instant now) {
        StandInCheckout checkout = CheckoutText.read(page.text()).asOf(now);
        return checkout.state() == StandInCheckout.State.COMPLETED
                ? payment(checkout.order().key(), now).map(checkout::following).orElse(checkout)
                : checkout;
    }

    /** @throws IllegalArgumentException if there is none */
    StandInCheckout updateCheckout(PaymentKey key, Instant now, UnaryOperator<StandInCheckout> change) {
        while (true) {
            Page page = book.find(StandInCheckout.pageOf(key))
                    .orElseThrow(() -> new IllegalArgumentException("there is no checkout " + key));
            StandInCheckout after = change.apply(checkout(page, now));
            if (CheckoutText.write(after).equals(page.text()) || book.save(page(page, after, now))) {
                return after;
            }
        }
    }

    private Page page(Page before, StandInCheckout after, Instant now) {
        return before.next(
                CheckoutText.write(after),
                after.dueAt(payment(after.order().key(), now).map(StandInPayment::payment)));
    }

    /** The bank has decided on what was paid at a checkout, so there is something to tell of that, too. */
    void paymentChanged(PaymentKey key, Instant now) {
        if (book.find(StandInCheckout.pageOf(key)).isPresent()) {
            updateCheckout(key, now, same -> same);
        }
    }

    /** @throws IllegalArgumentException if there is none */
    StandInCustomer updateCustomer(String name, UnaryOperator<StandInCustomer> change) {
        while (true) {
            Page page = book.find(name).orElseThrow(() -> new IllegalArgumentException("there is no " + name));
            StandInCustomer before = StandInCustomer.read(page.text());
            StandInCustomer after = change.apply(before);
            if (after.equals(before)
                    || book.save(page.next(after.text(), after.notices().dueAt()))) {
                return after;
            }
        }
    }
}
