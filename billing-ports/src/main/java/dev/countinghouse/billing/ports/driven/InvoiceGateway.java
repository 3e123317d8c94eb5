package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The invoices of a provider that invoices. He makes, collects and duns them; here they are read, and what an operator does
 * about one is passed on. Called outside of transactions, like {@link PaymentGateway}, and what is said there about answers
 * that do not come holds here.
 */
public interface InvoiceGateway {

    /** As it is now; empty if it is none of our customers'. */
    Optional<ProviderInvoice> find(InvoiceReference reference);

    /** Which invoice a credit note is of; empty if it is none of our customers'. */
    Optional<InvoiceReference> ofCreditNote(String creditNote);

    /** Which invoice a payment was for; empty if it was for none of our customers'. */
    Optional<InvoiceReference> ofPayment(PaymentId payment);

    /** Those of an account that were created at or after an instant, the newest first. */
    List<ProviderInvoice> of(AccountId account, Instant since, int limit);

    /**
     * Does something about one; where that is done already nothing is changed, so whoever was not answered asks again.
     *
     * @throws IllegalArgumentException if it is none of our customers', or there is another credit note under the key
     */
    Outcome change(InvoiceReference reference, Step step);

    /** What may be done about an invoice. */
    sealed interface Step {

        /** Whether there is nothing left to do; a credit is known by its key, so its gateway says that. */
        boolean isDone(ProviderInvoice invoice);

        /** Why it cannot be, in words that may be shown; empty if it can. */
        Optional<String> objection(ProviderInvoice invoice);

        /** It leaves draft before the provider would have done so. */
        record Finalize() implements Step {

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return invoice.status() != Status.DRAFT;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.DRAFT);
            }
        }

        /** It is tried to be collected now. */
        record Pay() implements Step {

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return invoice.status() == Status.PAID;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.OPEN, Status.UNCOLLECTIBLE);
            }
        }

        /** It was paid past the provider. */
        record PaidOutside() implements Step {

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return invoice.status() == Status.PAID;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.OPEN, Status.UNCOLLECTIBLE);
            }
        }

        record Void() implements Step {

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return invoice.status() == Status.VOID;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.OPEN, Status.UNCOLLECTIBLE);
            }
        }

        /** Nobody expects it to be paid any more. */
        record WriteOff() implements Step {

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return invoice.status() == Status.UNCOLLECTIBLE;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.OPEN);
            }
        }

        /**
         * A credit note takes something off what is open, or gives back what was paid: to the card it was paid by, otherwise
         * to the customer's balance.
         *
         * @param key tells orders apart: under one key there is one credit note of an invoice, for good
         * @param amount with tax; above 0
         */
        record Credit(String key, Money amount, String reason) implements Step {

            private static final int LONGEST_KEY = 255;
            private static final int LONGEST_REASON = 500;

            public Credit {
                if (key.isBlank() || key.length() > LONGEST_KEY) {
                    throw new IllegalArgumentException("the key of a credit note must have 1 to " + LONGEST_KEY
                            + " characters, not all of them blank");
                }
                if (amount.signum() <= 0) {
                    throw new IllegalArgumentException("a credit note of " + amount + " must be of more than 0");
                }
                if (reason.isBlank() || reason.length() > LONGEST_REASON) {
                    throw new IllegalArgumentException("the reason of a credit note must have 1 to " + LONGEST_REASON
                            + " characters, not all of them blank");
                }
            }

            @Override
            public boolean isDone(ProviderInvoice invoice) {
                return false;
            }

            @Override
            public Optional<String> objection(ProviderInvoice invoice) {
                return unless(invoice, Status.OPEN, Status.PAID).or(() -> tooMuch(invoice));
            }

            private Optional<String> tooMuch(ProviderInvoice invoice) {
                ProviderInvoice.Amounts amounts = invoice.amounts();
                Money most = invoice.status() == Status.OPEN
                        ? amounts.remaining()
                        : amounts.total().minus(invoice.credited());
                if (!amount.currency().equals(most.currency())) {
                    return Optional.of("the invoice is in " + most.currency().getCurrencyCode());
                }
                return amount.compareTo(most) > 0
                        ? Optional.of("at most " + most + " can be credited")
                        : Optional.empty();
            }
        }

        private static Optional<String> unless(ProviderInvoice invoice, Status... needed) {
            return List.of(needed).contains(invoice.status())
                    ? Optional.empty()
                    : Optional.of("the invoice is " + invoice.status().key() + ", it would have to be "
                            + Stream.of(needed).map(Status::key).collect(Collectors.joining(" or ")));
        }
    }

    /** What came of it. */
    sealed interface Outcome {

        record Done(ProviderInvoice invoice) implements Outcome {}

        /**
         * Nothing was changed, or it was tried and declined.
         *
         * @param reason in words that may be shown
         */
        record Refused(ProviderInvoice invoice, String reason) implements Outcome {}
    }
}
