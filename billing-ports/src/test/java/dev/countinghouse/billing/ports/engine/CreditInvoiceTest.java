package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.CreditInvoice.Outcome;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CreditInvoiceTest {

    private final Workbench bench = Shop.opened();
    private final AtomicInteger wishes = new AtomicInteger();
    private IssuedInvoice invoice;
    private String line;

    @BeforeEach
    void anInvoiceOf10() {
        bench.subscribe(ACME, "small");
        invoice = bench.invoices(ACME).get(0);
        line = invoice.content().lines().get(0).key();
    }

    @Test
    void aLineCanBeCreditedInPartsUntilNothingIsLeft() {
        assertThat(credit("4.00")).isInstanceOf(Outcome.Credited.class);
        assertThat(credit("6.00")).isInstanceOf(Outcome.Credited.class);
        assertThat(credit("0.01").toString()).contains(line, "0.00 USD");

        assertThat(notes())
                .extracting(note -> note.number() + " " + note.total().toDecimal())
                .containsExactly("CN-000001 4.00", "CN-000002 6.00");
    }

    @Test
    void aRefusedCreditTakesNoNumber() {
        credit("10.01");
        credit("1.00");

        assertThat(notes()).extracting(CreditNote::number).containsExactly(new InvoiceNumber("CN", 1));
    }

    @Test
    void manyThatCreditAtOnceNeverCreditMoreThanTheLine() {
        List<Outcome> outcomes = Race.of(thread -> credit("3.00"));

        assertThat(outcomes.stream().filter(Outcome.Credited.class::isInstance)).hasSize(3);
        assertThat(notes()).extracting(note -> note.number().sequence()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRepeatedCallAnswersTheNoteThereIsAlsoWhenNothingIsLeftToCredit() {
        CreditNote first = noteOf(credit("one", "4.00"));
        credit("two", "6.00");
        clockMovesOn();

        assertThat(noteOf(credit("one", "4.00"))).isEqualTo(first);
        assertThat(notes()).extracting(CreditNote::id).containsExactly(id("one"), id("two"));
        assertThat(StoredState.of(bench.storage).messages())
                .extracting(OutboxMessage::type)
                .filteredOn("invoice.credited"::equals)
                .hasSize(2);
    }

    private void clockMovesOn() {
        bench.on("2026-03-02T00:00:00Z");
    }

    @Test
    void otherContentUnderAnIdThatIsTakenIsAConflictThatNamesTheNote() {
        bench.on("2026-04-01T00:00:00Z");
        bench.engine.closePeriods().close(ACME);
        IssuedInvoice another = bench.invoices(ACME).get(1);
        CreditNote first = noteOf(credit("one", "4.00"));
        SortedMap<String, Money> lines = new TreeMap<>(Map.of(line, usd("4.00")));
        SortedMap<String, Money> others =
                new TreeMap<>(Map.of(another.content().lines().get(0).key(), usd("4.00")));

        for (Outcome outcome : List.of(
                credit("one", "4.01"),
                bench.engine.creditInvoice().credit(id("one"), invoice.number(), lines, "another mistake"),
                bench.engine.creditInvoice().credit(id("one"), invoice.number(), new TreeMap<>(), "a mistake"),
                bench.engine.creditInvoice().credit(id("one"), another.number(), others, "a mistake"))) {
            assertThat(outcome).isEqualTo(new Outcome.Conflict(first));
        }
        assertThat(notes()).containsExactly(first);
    }

    @Test
    void ofManyWhoAskForTheSameNoteAtOnceAllGetTheOneThereIs() {
        List<Outcome> outcomes = Race.of(thread -> credit("one", "3.00"));

        assertThat(notes()).hasSize(1);
        assertThat(outcomes).containsOnly(new Outcome.Credited(notes().get(0)));
    }

    @Test
    void anIdThatWasRefusedMayBeTriedAgain() {
        assertThat(credit("one", "10.01")).isInstanceOf(Outcome.Refused.class);

        assertThat(credit("one", "1.00")).isInstanceOf(Outcome.Credited.class);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        Money yen = Money.parse("1", Currency.getInstance("JPY"));
        return WrongInput.to(bench)
                .isRefused(
                        "an unknown invoice", () -> credit(new InvoiceNumber("INV", 99), line, usd("1")), "INV-000099")
                .isRefused("an unknown line", () -> credit(invoice.number(), "line", usd("1")), "'line'", "INV-000001")
                .isRefused("nothing", () -> credit("0.00"), "0.00 USD")
                .isRefused("less than nothing", () -> credit("-1.00"), "-1.00 USD")
                .isRefused("more than the line", () -> credit("10.01"), "10.01 USD", "10.00 USD")
                .isRefused("another currency", () -> credit(invoice.number(), line, yen), "JPY")
                .isRefused(
                        "no line at all",
                        () -> bench.engine
                                .creditInvoice()
                                .credit(id("new"), invoice.number(), new TreeMap<>(), "reason"),
                        "nothing")
                .tests();
    }

    /** Under an id of its own. */
    private Outcome credit(String amount) {
        return credit("wish " + wishes.incrementAndGet(), amount);
    }

    private Outcome credit(String id, String amount) {
        return bench.engine
                .creditInvoice()
                .credit(id(id), invoice.number(), new TreeMap<>(Map.of(line, usd(amount))), "a mistake");
    }

    private Outcome credit(InvoiceNumber number, String key, Money amount) {
        return bench.engine
                .creditInvoice()
                .credit(id("wrong"), number, new TreeMap<>(Map.of(key, amount)), "a mistake");
    }

    private static CreditNoteId id(String id) {
        return new CreditNoteId(id);
    }

    private static CreditNote noteOf(Outcome outcome) {
        return ((Outcome.Credited) outcome).note();
    }

    private List<CreditNote> notes() {
        return StoredState.of(bench.storage).creditNotes();
    }

    private static Money usd(String amount) {
        return Money.parse(amount, USD);
    }
}
