package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.adapter.stripe.FakeStripe.Fault;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is lost on the way at whichever request: done once more it has been done once. */
class InvoiceFaultsTest extends StripeInvoiceGatewayTest {

    /** The JDK sends a request again, once, whose connection was closed on it. */
    private static final int AND_AGAIN = 2;

    private static final String READ = "GET /v1/invoices/[^/]+";
    private static final String LIST = "GET /v1/invoices";
    private static final String LINES = "GET /v1/invoices/[^/]+/lines";
    private static final String NOTES = "GET /v1/credit_notes";
    private static final String NOTE = "GET /v1/credit_notes/[^/]+";
    private static final String CREDIT = "POST /v1/credit_notes";
    private static final String PAYMENTS = "GET /v1/invoice_payments";

    private enum Life {
        FINALIZED(Status.DRAFT, new Step.Finalize(), READ, "POST /v1/invoices/[^/]+/finalize"),
        PAID(Status.OPEN, new Step.Pay(), READ, NOTES, "POST /v1/invoices/[^/]+/pay"),
        PAID_OUTSIDE(Status.OPEN, new Step.PaidOutside(), READ, NOTES, "POST /v1/invoices/[^/]+/pay"),
        VOIDED(Status.OPEN, new Step.Void(), READ, NOTES, "POST /v1/invoices/[^/]+/void"),
        WRITTEN_OFF(Status.OPEN, new Step.WriteOff(), READ, NOTES, "POST /v1/invoices/[^/]+/mark_uncollectible"),
        TAKEN_OFF(Status.OPEN, new Step.Credit("a", usd(400), "Sorry."), READ, NOTES, CREDIT),
        ALL_TAKEN_OFF(Status.OPEN, new Step.Credit("a", usd(1500), "Sorry."), READ, NOTES, CREDIT),
        GIVEN_BACK(Status.PAID, new Step.Credit("a", usd(400), "Sorry."), READ, NOTES, PAYMENTS, CREDIT);

        private final Status before;
        private final Step step;
        private final List<String> requests;

        Life(Status before, Step step, String... requests) {
            this.before = before;
            this.step = step;
            this.requests = List.of(requests);
        }
    }

    private static Stream<Arguments> livesAndRequestsAndFaults() {
        return Stream.of(Life.values()).flatMap(life -> life.requests.stream().flatMap(request -> faults().flatMap(
                        fault -> Stream.of(true, false).map(late -> Arguments.of(life, request, fault, late)))));
    }

    private static Stream<Fault> faults() {
        return Stream.of(Fault.values()).filter(fault -> fault != Fault.DONE_AND_SILENT && fault != Fault.STUCK);
    }

    private static Stream<Arguments> readsAndFaults() {
        return Stream.of(READ, LIST, LINES, NOTES, NOTE, PAYMENTS)
                .flatMap(read -> faults().map(fault -> Arguments.of(read, fault)));
    }

    private void fails(String call, Fault fault) {
        for (int i = 0; i < (fault.name().endsWith("DROPPED") ? AND_AGAIN : 1); i++) {
            stripe.failsAt(call, fault);
        }
    }

    private InvoiceReference begun(Status before) {
        return switch (before) {
            case DRAFT -> draft(1500);
            case OPEN -> open(1500);
            default -> paid(1500);
        };
    }

    /** @param late whether it is done again a day later, when Stripe has forgotten the keys, or at once */
    @ParameterizedTest
    @MethodSource("livesAndRequestsAndFaults")
    void whatWasNotAnsweredIsDoneOnce(Life life, String request, Fault fault, boolean late) {
        hasCard(ACME, true);
        ProviderInvoice undisturbed = done(begun(life.before), life.step);
        InvoiceReference reference = begun(life.before);
        fails(request, fault);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> gateway.change(reference, life.step))
                .withMessageContaining("Stripe");
        if (late || fault == Fault.BROKEN && request.equals(CREDIT)) {
            // a failure of its own Stripe repeats for a day
            stripe.forgetsKeys();
        }

        ProviderInvoice after = done(reference, life.step);
        assertThat(after.status()).isEqualTo(undisturbed.status());
        assertThat(after.amounts()).isEqualTo(undisturbed.amounts());
        assertThat(after.tries()).isEqualTo(undisturbed.tries());
        assertThat(after.creditNotes())
                .extracting(ProviderInvoice.CreditNote::total)
                .isEqualTo(undisturbed.creditNotes().stream()
                        .map(ProviderInvoice.CreditNote::total)
                        .toList());
        if (life.before == Status.PAID) {
            assertThat(refunded(reference)).isEqualTo(usd(400));
        }
    }

    @ParameterizedTest
    @MethodSource("readsAndFaults")
    void whatIsNotAnsweredIsNotTakenForNothing(String read, Fault fault) {
        List<Money> lines = IntStream.range(0, 12).mapToObj(each -> usd(100)).toList();
        hasCard(ACME, true);
        InvoiceReference reference = drafts(ACME, SUBSCRIPTION, lines);
        done(reference, new Step.Finalize());
        done(reference, new Step.Pay());
        String note = creditsThere(reference, usd(0));
        PaymentId payment = paymentOf(reference);
        ProviderInvoice before = found(reference);
        fails(read, fault);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> {
            gateway.of(ACME, START, 10);
            gateway.find(reference);
            gateway.ofCreditNote(note);
            gateway.ofPayment(payment);
        });
        assertThat(gateway.of(ACME, START, 10)).containsExactly(before);
        assertThat(gateway.ofCreditNote(note)).contains(reference);
        assertThat(gateway.ofPayment(payment)).contains(reference);
    }

    @Test
    void aDeclineIsNotRepeatedByAKey() {
        hasCard(ACME, false);
        InvoiceReference reference = open(1500);
        gateway.change(reference, new Step.Pay());
        gateway.change(reference, new Step.Pay());

        assertThat(stripe.calls("POST /v1/invoices/[^/]+/pay"))
                .extracting(FakeCall::key)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    /** Stripe answers a key for a day as it did first, and refuses it for something else. */
    @Test
    void aCreditThatMissedThePaymentIsGivenAfterIt() {
        InvoiceReference reference = open(1500);
        Step.Credit credit = new Step.Credit("a", usd(400), "Sorry.");
        stripe.failsByChance(call -> {
            if (call.is(CREDIT)) {
                at(reference).put("status", "paid").put("amount_remaining", 0).put("amount_paid", 1500);
            }
            return Optional.empty();
        });
        assertThat(gateway.change(reference, credit)).isInstanceOf(Outcome.Refused.class);

        assertThat(done(reference, credit).creditNotes())
                .extracting(ProviderInvoice.CreditNote::total)
                .containsExactly(usd(400));
    }

    @Test
    void whoeverWasFasterIsHeard() {
        InvoiceReference reference = open(1500);
        stripe.failsAt("POST /v1/invoices/[^/]+/void", Fault.DONE_AND_BAD_GATEWAY);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> gateway.change(reference, new Step.Void()));

        assertThat(gateway.change(reference, new Step.Void())).isInstanceOf(Outcome.Done.class);
        assertThat(stripe.calls("POST /v1/invoices/[^/]+/void")).hasSize(1);
    }
}
