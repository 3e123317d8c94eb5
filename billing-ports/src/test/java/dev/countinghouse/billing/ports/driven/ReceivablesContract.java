package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Course;
import dev.countinghouse.billing.domain.dunning.Debt;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.InvoiceRefund;
import dev.countinghouse.billing.domain.dunning.OutsidePayment;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receipts;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.Receivables.Ask;
import dev.countinghouse.billing.ports.driven.Receivables.Next;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class ReceivablesContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);
    private static final Next NEVER = new Next(Optional.empty(), Optional.empty());

    private static Money usd(String amount) {
        return Money.parse(amount, Samples.USD);
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("Ä-\u2011 ", sequence);
    }

    private static Receivable plain(AccountId account, long sequence) {
        return Receivable.of(Samples.invoice(account, number(sequence))).orElseThrow();
    }

    private static Receivable full(AccountId account) {
        List<PaymentState> states = List.of(
                new PaymentState.Failed("card_declined", "The card \u201cwas\u201d declined."),
                new PaymentState.RequiresAction(URI.create("https://pay.example/1?a=b&c")),
                new PaymentState.Processing(),
                new PaymentState.Succeeded());
        List<PaymentTry> tries = new ArrayList<>();
        for (PaymentState state : states) {
            int n = tries.size() + 1;
            boolean paid = state instanceof PaymentState.Succeeded;
            tries.add(new PaymentTry(
                    n,
                    new PaymentKey("key_" + account + "_" + n),
                    usd("12345678901234.56"),
                    n % 2 == 0,
                    START.plusNanos(1_000L * n),
                    Optional.of(state),
                    usd(paid ? "3.00" : "0.00"),
                    paid
                            ? Optional.of(new Dispute(Dispute.State.LOST, usd("9.00"), "fraudulent", LATER))
                            : Optional.empty()));
        }
        tries.add(new PaymentTry(
                5,
                new PaymentKey("key_" + account + "_5"),
                usd("1.00"),
                false,
                LATER,
                Optional.empty(),
                usd("0.00"),
                Optional.empty()));
        return new Receivable(
                new Debt(number(99), account, usd("12345678901234.56"), START, LATER),
                Receivable.Status.UNCOLLECTIBLE,
                new Receipts(
                        usd("0.01"),
                        tries,
                        List.of(
                                refund(1, InvoiceRefund.State.DONE, ""),
                                refund(2, InvoiceRefund.State.REFUSED, "\u00e4 'quoted' \"reason\""),
                                refund(3, InvoiceRefund.State.REQUESTED, "")),
                        Optional.of(new OutsidePayment("transfer \u20ac", usd("7.00"), LATER))),
                new Course(Optional.of(LATER), Optional.of(START), Optional.of(DunningStage.RESTRICTED)),
                Optional.of(LATER),
                1);
    }

    private static InvoiceRefund refund(int number, InvoiceRefund.State state, String refusal) {
        return new InvoiceRefund(
                number,
                new PaymentKey("key_1"),
                new PaymentKey("refund_" + number),
                usd("3.00"),
                state,
                refusal,
                START.plusNanos(1_000));
    }

    private static Next due(Instant at) {
        return new Next(Optional.of(at), Optional.empty());
    }

    private static Next ask(Instant at) {
        return new Next(Optional.empty(), Optional.of(at));
    }

    private void add(Receivable receivable, Next next) {
        run(receivable.account(), () -> storage.receivables().add(receivable, next));
    }

    private Optional<Receivable> find(AccountId account, long sequence) {
        return in(account, () -> storage.receivables().find(account, number(sequence)));
    }

    private Receivable update(Receivable receivable, Next next) {
        return in(receivable.account(), () -> storage.receivables().update(receivable, next));
    }

    private List<AccountId> dueBy(Instant by, int limit) {
        return asSystem(() -> storage.receivables().dueBy(by, limit));
    }

    private List<Ask> toAsk(Instant by, int limit) {
        return asSystem(() -> storage.receivables().toAskBy(by, limit));
    }

    private boolean postpone(Ask seen, Optional<Instant> askAt) {
        return in(seen.account(), () -> storage.receivables().postpone(seen, askAt));
    }

    @Test
    void theyComeBackAsTheyWereKept() {
        add(plain(ACME, 1), NEVER);
        add(full(ACME), NEVER);
        add(full(GLOBEX), NEVER);

        assertThat(find(ACME, 1)).contains(plain(ACME, 1));
        assertThat(find(ACME, 99)).contains(full(ACME));
        assertThat(find(GLOBEX, 1)).isEmpty();
        assertThat(in(ACME, () -> storage.receivables().find(ACME, new PaymentKey("key_acme_4"))))
                .contains(full(ACME));
        assertThat(in(ACME, () -> storage.receivables().find(ACME, new PaymentKey("key_globex_4"))))
                .isEmpty();
        assertThat(in(ACME, () -> storage.receivables().of(ACME))).containsExactly(plain(ACME, 1), full(ACME));
        assertThat(in(ACME, () -> storage.receivables().openOf(ACME))).containsExactly(plain(ACME, 1));
        assertThatThrownBy(() -> add(plain(ACME, 1), NEVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is kept already");
    }

    @Test
    void aChangeIsKeptIfTheRevisionIsTheOneThatWasRead() {
        Receivable first = plain(ACME, 1);
        add(first, NEVER);
        Receivable changed = update(first.trying(false, LATER), ask(LATER));

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(find(ACME, 1)).contains(changed);
        PaymentKey key = changed.receipts().last().orElseThrow().key();
        assertThat(in(ACME, () -> storage.receivables().find(ACME, key))).contains(changed);
        assertThatThrownBy(() -> update(first.writtenOff(LATER), NEVER)).isInstanceOf(StaleVersionException.class);
        assertThat(find(ACME, 1)).contains(changed);

        update(changed.writtenOff(LATER), NEVER);
        assertThat(in(ACME, () -> storage.receivables().openOf(ACME))).isEmpty();
    }

    @Test
    void whatIsUndoneLeavesNothing() {
        Receivable first = plain(ACME, 1);
        add(first, due(START));
        assertThatThrownBy(() -> run(ACME, () -> {
                    storage.receivables().add(plain(ACME, 2), due(START));
                    storage.receivables().update(first.writtenOff(LATER), NEVER);
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");

        assertThat(find(ACME, 1)).contains(first);
        assertThat(find(ACME, 2)).isEmpty();
        assertThat(in(ACME, () -> storage.receivables().nextDue(ACME))).contains(START);
    }

    @Test
    void accountsAreDueTheLongestFirst() {
        add(plain(ACME, 1), due(START.plusSeconds(2)));
        add(plain(ACME, 2), due(START.plusSeconds(9)));
        add(plain(GLOBEX, 3), due(START.plusSeconds(1)));
        add(plain(GLOBEX, 4), ask(START));

        assertThat(dueBy(START.plusNanos(999_999_000), 10)).isEmpty();
        assertThat(dueBy(START.plusSeconds(1), 10)).containsExactly(GLOBEX);
        assertThat(dueBy(START.plusSeconds(2), 10)).containsExactly(GLOBEX, ACME);
        assertThat(dueBy(START.plusSeconds(20), 10)).containsExactly(GLOBEX, ACME);
        assertThat(dueBy(START.plusSeconds(20), 1)).containsExactly(GLOBEX);
        assertThat(in(ACME, () -> storage.receivables().nextDue(ACME))).contains(START.plusSeconds(2));
        assertThat(in(new AccountId("none"), () -> storage.receivables().nextDue(new AccountId("none"))))
                .isEmpty();
    }

    @Test
    void anAccountWithAClockOfItsOwnIsDueByThat() {
        add(plain(ACME, 1), due(START.plusSeconds(5)));
        add(plain(GLOBEX, 2), due(START.plusSeconds(5)));
        run(ACME, () -> storage.accountClocks().move(ACME, START.plusSeconds(4)));
        assertThat(dueBy(START.plusSeconds(100), 10)).containsExactly(GLOBEX);

        run(ACME, () -> storage.accountClocks().move(ACME, START.plusSeconds(5)));
        assertThat(dueBy(START, 10)).containsExactly(ACME);
    }

    @Test
    void whoPutsAQuestionOffIsTheOneWhoAsks() {
        add(plain(ACME, 1), ask(START.plusSeconds(1)));
        add(plain(GLOBEX, 2), ask(START));
        add(plain(GLOBEX, 3), due(START));
        Ask first = new Ask(GLOBEX, number(2), 1, 0);
        Ask second = new Ask(ACME, number(1), 1, 0);
        assertThat(toAsk(START.minusSeconds(1), 10)).isEmpty();
        assertThat(toAsk(LATER, 10)).containsExactly(first, second);
        assertThat(toAsk(LATER, 1)).containsExactly(first);

        assertThat(postpone(first, Optional.of(LATER))).isTrue();
        assertThat(postpone(first, Optional.of(LATER))).isFalse();
        assertThat(toAsk(LATER, 10)).containsExactly(second, new Ask(GLOBEX, number(2), 1, 1));
        assertThat(postpone(new Ask(GLOBEX, number(2), 1, 1), Optional.empty())).isTrue();
        assertThat(toAsk(LATER, 10)).containsExactly(second);

        // a change begins anew
        update(find(GLOBEX, 2).orElseThrow().trying(false, LATER), ask(LATER));
        Ask changed = new Ask(GLOBEX, number(2), 2, 0);
        assertThat(toAsk(LATER, 10)).containsExactly(second, changed);
        assertThat(postpone(first, Optional.empty())).as("as it was before").isFalse();
        assertThat(toAsk(LATER, 10)).containsExactly(second, changed);
    }

    @Test
    void puttingOffAQuestionLeavesWhatIsDue() {
        add(plain(ACME, 1), new Next(Optional.of(LATER), Optional.of(START)));
        assertThat(postpone(new Ask(ACME, number(1), 1, 0), Optional.empty())).isTrue();
        assertThat(in(ACME, () -> storage.receivables().nextDue(ACME))).contains(LATER);
        assertThat(find(ACME, 1).orElseThrow().revision()).isEqualTo(1);
    }
}
