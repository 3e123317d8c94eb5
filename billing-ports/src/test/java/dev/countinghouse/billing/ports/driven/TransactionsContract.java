package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

public abstract class TransactionsContract extends StorageContract {

    private static final Scope BOTH = Scope.of(List.of(ACME, GLOBEX));

    @Test
    void whatReturnsIsKept() {
        assertThat(in(ACME, () -> storage.accounts().add(Samples.account(ACME))))
                .isTrue();

        assertThat(in(ACME, () -> storage.accounts().find(ACME))).contains(Samples.account(ACME));
    }

    @Test
    void whatThrowsIsUndoneInEveryPort() {
        undone(Scope.of(ACME), this::writeEverywhere);

        run(ACME, () -> {
            assertThat(storage.accounts().find(ACME)).isEmpty();
            assertThat(storage.subscriptions().of(ACME)).isEmpty();
            assertThat(storage.invoices().of(ACME)).isEmpty();
            assertThat(storage.invoices().nextNumber("INV")).isEqualTo(new InvoiceNumber("INV", 1));
            assertThat(storage.usage().append(List.of(Samples.event(ACME, "1"))))
                    .containsOnly(AppendOutcome.STORED);
        });
    }

    @Test
    void whoeverMustNotWaitInATransactionIsToldThatOneIsOpen() throws Exception {
        storage.transactions().requireNone();
        run(ACME, () -> assertThatIllegalStateException()
                .isThrownBy(() -> storage.transactions().requireNone()));
        storage.transactions().requireNone();

        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(() -> run(GLOBEX, () -> {
            open.countDown();
            Race.await(done);
        }));
        other.start();
        open.await();
        storage.transactions().requireNone();
        done.countDown();
        other.join();
    }

    @Test
    void anErrorUndoesAsWell() {
        AssertionError error = new AssertionError("broken");
        assertThatThrownBy(() -> run(ACME, () -> {
                    writeEverywhere();
                    throw error;
                }))
                .isSameAs(error);

        assertThat(in(ACME, () -> storage.accounts().find(ACME))).isEmpty();
    }

    @Test
    void whatWasUndoneCanBeDoneAgain() {
        undone(Scope.of(ACME), this::writeEverywhere);
        run(ACME, this::writeEverywhere);

        assertThat(in(ACME, () -> storage.invoices().of(ACME))).hasSize(1);
    }

    @Test
    void aTransactionReadsItsOwnWrites() {
        run(ACME, () -> {
            writeEverywhere();
            assertThat(storage.accounts().ownersOf(List.of("acme"))).containsEntry("acme", ACME);
            assertThat(storage.subscriptions().of(ACME)).hasSize(1);
            assertThat(storage.invoices().of(ACME)).hasSize(1);
            assertThat(storage.usage().append(List.of(Samples.event(ACME, "1"))))
                    .containsOnly(AppendOutcome.DUPLICATE);
        });
    }

    @Test
    void aTransactionInsideAnotherIsUndoneWithIt() {
        undone(Scope.of(ACME), () -> run(ACME, this::writeEverywhere));

        assertThat(in(ACME, () -> storage.subscriptions().of(ACME))).isEmpty();
    }

    @Test
    void aFailureInsideThatSomebodyCatchesUndoesTheOuterOneToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> {
                    storage.accounts().add(Samples.account(ACME));
                    undone(Scope.of(ACME), () -> storage.usage().append(List.of(Samples.event(ACME, "1"))));
                }));

        assertThat(in(ACME, () -> storage.accounts().find(ACME))).isEmpty();
    }

    @Test
    void theNextTransactionAfterAFailedOneIsNotAffected() {
        undone(Scope.of(ACME), () -> undone(Scope.of(ACME), this::writeEverywhere));
        run(ACME, this::writeEverywhere);

        assertThat(in(ACME, () -> storage.accounts().find(ACME))).isPresent();
    }

    @Test
    void aScopeCannotBecomeWiderInside() {
        assertThatIllegalStateException()
                .isThrownBy(() -> in(ACME, () -> in(GLOBEX, () -> true)))
                .withMessageContaining("acme");
        assertThatIllegalStateException().isThrownBy(() -> in(ACME, () -> asSystem(() -> true)));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(ACME, () -> storage.transactions().inTransaction(BOTH, () -> true)));
    }

    @Test
    void aScopeCanBecomeNarrowerInsideAndIsAsWideAsBeforeAfterwards() {
        storage.transactions().inTransaction(BOTH, () -> {
            run(ACME, () -> {
                storage.accounts().add(Samples.account(ACME));
                assertThatIllegalStateException()
                        .isThrownBy(() -> storage.accounts().find(GLOBEX));
            });
            return storage.accounts().add(Samples.account(GLOBEX));
        });

        assertThat(in(GLOBEX, () -> storage.accounts().find(GLOBEX))).isPresent();
        assertThat(in(ACME, () -> storage.accounts().find(ACME))).isPresent();
    }

    @Test
    void anAccountThatIsNotBoundCannotBeTouched() {
        run(ACME, this::writeEverywhere);
        refused(() -> storage.accounts().find(ACME));
        refused(() -> storage.accounts().add(Samples.account(ACME)));
        refused(() -> storage.accounts().update(Samples.account(ACME)));
        refused(() -> storage.subscriptions().of(ACME));
        refused(() -> storage.subscriptions().lock(ACME));
        refused(() -> storage.subscriptions().add(Samples.subscribed("other", ACME, START)));
        refused(() -> storage.subscriptions().save(Samples.subscribed("sub-acme", ACME, START)));
        refused(() -> storage.usage().usageOf(ACME));
        refused(() -> storage.usage().append(List.of(Samples.event(ACME, "2"))));
        refused(() -> storage.invoices().of(ACME));
        refused(() -> storage.invoices().add(sub().id(), START.plusSeconds(1), invoice(2)));
        refused(() -> storage.invoices().addCreditNote(Samples.creditNote(invoice(1), number(1), 5)));
        refused(() -> storage.invoices().findCreditNote(ACME, new CreditNoteId("wish 1")));
    }

    private void refused(Runnable touch) {
        assertThatIllegalStateException().isThrownBy(() -> run(GLOBEX, touch));
    }

    @Test
    void aLookUpByAnotherKeyFindsNothingOfAnAccountThatIsNotBound() {
        run(ACME, this::writeEverywhere);

        run(GLOBEX, () -> {
            assertThat(storage.subscriptions().find(sub().id())).isEmpty();
            assertThat(storage.invoices().find(number(1))).isEmpty();
            assertThat(storage.invoices().creditNotesOf(number(1))).isEmpty();
        });
    }

    @Test
    void nothingWorksOutsideOfATransaction() {
        assertThatIllegalStateException().isThrownBy(() -> storage.accounts().find(ACME));
        assertThatIllegalStateException().isThrownBy(() -> storage.catalogues().current());
        assertThatIllegalStateException().isThrownBy(() -> storage.invoices().nextNumber("INV"));
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.subscriptions().dueBy(START, 1));
        assertThatIllegalStateException().isThrownBy(() -> storage.usage().append(List.of(Samples.event(ACME, "1"))));
    }

    @Test
    void othersDoNotSeeWhatIsNotKept() {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch readerIsThere = new CountDownLatch(1);
        List<Boolean> seen = Race.of(2, thread -> {
            if (thread == 0) {
                undone(Scope.of(ACME), () -> {
                    writeEverywhere();
                    written.countDown();
                    Race.await(readerIsThere);
                });
                return false;
            }
            Race.await(written);
            readerIsThere.countDown();
            return in(ACME, () -> storage.accounts().find(ACME)).isPresent()
                    || !in(ACME, () -> storage.subscriptions().of(ACME)).isEmpty();
        });

        assertThat(seen).containsOnly(false);
    }

    private void writeEverywhere() {
        storage.accounts().add(Samples.account(ACME));
        storage.subscriptions().add(new Subscribed(sub(), Optional.empty(), Optional.of(START), 1));
        UsageEvent event = Samples.event(ACME, "1");
        storage.usage().append(List.of(event));
        storage.invoices()
                .add(sub().id(), START, Samples.invoice(ACME, storage.invoices().nextNumber("INV")));
    }

    private static Subscription sub() {
        return Samples.subscription("sub-acme", ACME, START);
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("INV", sequence);
    }

    private static IssuedInvoice invoice(long sequence) {
        return Samples.invoice(ACME, number(sequence));
    }
}
