package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step.Credit;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What becomes of an invoice of an account: it is finalised, collected, paid, credited, or not. */
final class StandInCollecting {

    private static final URI NO_PAGE = URI.create("about:blank");

    private final StandInAccount account;
    private final StandInCharges charges;
    private final TestMethod method;

    /** @param method what the account is charged by now */
    StandInCollecting(StandInAccount account, StandInCharges charges, TestMethod method) {
        this.account = account;
        this.charges = charges;
        this.method = method;
    }

    /** What has been used by now is on a draft. */
    void count(StandInInvoice invoice) {
        if (invoice.status == Status.DRAFT) {
            invoice.lines = charges.counted(account.account(), invoice.lines);
            invoice.discount = charges.discount(invoice.coupons, invoice.subtotal());
        }
    }

    /** From now on it is owed, less what is the customer's; what comes to less than nothing becomes his. */
    void finalise(StandInInvoice invoice, Instant at) {
        count(invoice);
        invoice.status = Status.OPEN;
        invoice.number = account.newNumber();
        invoice.finalizedAt = Optional.of(at);
        account.tell("invoice.finalized", invoice, at);
        Money total = invoice.total();
        if (total.signum() < 0) {
            account.credit(total.negate());
        } else {
            invoice.ofBalance = total.min(account.balance(invoice.currency));
            account.credit(invoice.ofBalance.negate());
            invoice.due = total.minus(invoice.ofBalance);
        }
        if (invoice.due.isZero()) {
            paid(invoice, at);
        }
    }

    /** Before its time: when it would have left draft it is collected. */
    void finaliseByHand(StandInInvoice invoice, Instant at) {
        finalise(invoice, at);
        if (invoice.status == Status.OPEN) {
            invoice.nextTry = Optional.of(at.plus(StandInInvoice.DRAFT));
        }
    }

    /** Of one that is paused: nobody owes it, and nothing is taken of his balance or becomes his. */
    void finaliseAsVoid(StandInInvoice invoice, Instant at) {
        count(invoice);
        invoice.number = account.newNumber();
        invoice.finalizedAt = Optional.of(at);
        account.tell("invoice.finalized", invoice, at);
        makeVoid(invoice, at);
    }

    /** @return why it failed; empty if it did not */
    Optional<Failed> collect(StandInInvoice invoice, Instant at) {
        invoice.tries++;
        invoice.method = method;
        invoice.nextTry = Optional.empty();
        PaymentState state = method.charged(false, () -> NO_PAGE);
        if (state instanceof PaymentState.Processing) {
            invoice.decidedAt = Optional.of(at.plus(TestMethod.DECIDED_AFTER));
            return Optional.empty();
        }
        return decided(invoice, state, at);
    }

    /** The bank has decided. */
    Optional<Failed> decided(StandInInvoice invoice, PaymentState state, Instant at) {
        invoice.decidedAt = Optional.empty();
        if (state instanceof Failed failed) {
            account.tell("invoice.payment_failed", invoice, at);
            boolean isTried = account.isCollected(invoice);
            invoice.nextTry = isTried && invoice.status == Status.OPEN ? invoice.retryAfter(at) : Optional.empty();
            return Optional.of(failed);
        }
        invoice.paid = invoice.due;
        invoice.byCard = true;
        paid(invoice, at);
        return Optional.empty();
    }

    void paidOutside(StandInInvoice invoice, Instant at) {
        invoice.paid = invoice.due;
        paid(invoice, at);
    }

    private void paid(StandInInvoice invoice, Instant at) {
        close(invoice, Status.PAID, at);
        account.tell("invoice.paid", invoice, at);
    }

    /** What was taken of his balance is the customer's again. */
    void makeVoid(StandInInvoice invoice, Instant at) {
        close(invoice, Status.VOID, at);
        account.credit(invoice.ofBalance);
        account.tell("invoice.voided", invoice, at);
    }

    void writeOff(StandInInvoice invoice, Instant at) {
        close(invoice, Status.UNCOLLECTIBLE, at);
        account.tell("invoice.marked_uncollectible", invoice, at);
    }

    private static void close(StandInInvoice invoice, Status status, Instant at) {
        invoice.status = status;
        invoice.closedAt = Optional.of(at);
        invoice.nextTry = Optional.empty();
        invoice.decidedAt = Optional.empty();
    }

    void credit(StandInInvoice invoice, Credit credit, Instant at) {
        String number = String.format(Locale.ROOT, "%s-CN-%02d", invoice.number, invoice.credits.size() + 1);
        String reference = account.newCreditNote(invoice, credit.key(), at);
        invoice.credits.put(
                credit.key(), new CreditNote(reference, number, credit.amount(), credit.reason(), true, at, NO_PAGE));
        if (invoice.status == Status.OPEN) {
            invoice.due = invoice.due.minus(credit.amount());
            if (invoice.remaining().isZero()) {
                paid(invoice, at);
            }
            return;
        }
        Money toCard = invoice.byCard ? credit.amount().min(invoice.paid.minus(invoice.refunded)) : invoice.zero();
        invoice.refunded = invoice.refunded.plus(toCard);
        account.credit(credit.amount().minus(toCard));
    }
}
