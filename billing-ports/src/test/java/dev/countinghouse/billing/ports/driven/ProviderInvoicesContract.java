package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Amounts;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Dates;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Look;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Place;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class ProviderInvoicesContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);
    private static final InvoiceReference REFERENCE = new InvoiceReference("in_1");

    private static Money usd(String amount) {
        return Money.parse(amount, USD);
    }

    /** Created so many seconds after the start; with nothing that need not be there. */
    public static ProviderInvoice bare(AccountId account, String reference, Status status, long second) {
        Money zero = usd("0.00");
        return new ProviderInvoice(
                new InvoiceReference(reference),
                account,
                Optional.empty(),
                Optional.empty(),
                status,
                new Dates(START.plusSeconds(second), Optional.empty(), Optional.empty(), Optional.empty()),
                new Amounts(zero, zero, zero, zero, zero, zero, zero),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static ProviderInvoice full() {
        Line first = new Line(
                "1 × Pro \"ü\"",
                Optional.of(new PriceReference("price_1")),
                Optional.of(new BigDecimal("1.50")),
                usd("20.00"),
                new Period(START, LATER),
                false);
        Line second = new Line(
                "", Optional.empty(), Optional.empty(), usd("-5.00"), new Period(START, START.plusSeconds(1)), true);
        return new ProviderInvoice(
                REFERENCE,
                ACME,
                Optional.of(new SubscriptionId("sub/1 ä")),
                Optional.of("F-0001"),
                Status.UNCOLLECTIBLE,
                new Dates(
                        START,
                        Optional.of(LATER),
                        Optional.of(LATER.plusSeconds(1)),
                        Optional.of(LATER.plusSeconds(2))),
                new Amounts(
                        usd("15.00"), usd("1.00"), usd("2.66"), usd("16.66"), usd("16.00"), usd("6.00"), usd("10.00")),
                List.of(first, second),
                3,
                Optional.of(LATER.plusSeconds(9)),
                Optional.of(URI.create("https://invoice.example/a?b=%20")),
                Optional.of(URI.create("https://invoice.example/a.pdf")),
                Optional.of("no tax \"rate\" ü"),
                List.of(
                        new CreditNote("cn_1", "F-0001-CN-1", usd("4.00"), "", false, LATER, URI.create("https://x/1")),
                        new CreditNote(
                                "cn_2", "F-0001-CN-2", usd("1.00"), "sorry", true, LATER, URI.create("https://x/2"))));
    }

    private boolean put(ProviderInvoice invoice, Instant readAt, long seen) {
        return in(invoice.account(), () -> storage.providerInvoices().put(invoice, readAt, seen));
    }

    private Optional<Copy> find(AccountId account, InvoiceReference reference) {
        return in(account, () -> storage.providerInvoices().find(account, reference));
    }

    @Test
    void theyComeBackAsTheyWereKept() {
        assertThat(find(ACME, REFERENCE)).isEmpty();
        assertThat(put(full(), LATER, ProviderInvoices.NONE)).isTrue();
        assertThat(find(ACME, REFERENCE)).contains(new Copy(full(), LATER, 1));
        assertThat(find(GLOBEX, REFERENCE)).isEmpty();
        for (Status status : Status.values()) {
            ProviderInvoice bare = bare(ACME, "in_" + status, status, 0);
            assertThat(put(bare, START, ProviderInvoices.NONE)).isTrue();
            assertThat(find(ACME, bare.reference())).contains(new Copy(bare, START, 1));
        }
    }

    @Test
    void whatWasReadBeforeReplacesNothing() {
        ProviderInvoice draft = bare(ACME, "in_1", Status.DRAFT, 0);
        ProviderInvoice open = bare(ACME, "in_1", Status.OPEN, 0);
        assertThat(put(draft, START, 1)).as("of a copy that there is not").isFalse();
        assertThat(put(draft, START, ProviderInvoices.NONE)).isTrue();
        assertThat(put(open, LATER, ProviderInvoices.NONE)).isFalse();
        assertThat(put(open, LATER, 1)).isTrue();
        assertThat(put(draft, LATER, 1)).isFalse();
        assertThat(find(ACME, REFERENCE)).contains(new Copy(open, LATER, 2));
    }

    @Test
    void ofManyThatReplaceOneDoes() {
        ProviderInvoice open = bare(ACME, "in_1", Status.OPEN, 0);
        assertThat(Race.of(thread -> put(open, START.plusSeconds(thread), ProviderInvoices.NONE)))
                .containsOnlyOnce(true);
        assertThat(Race.of(thread -> put(open, START.plusSeconds(thread), 1))).containsOnlyOnce(true);
        assertThat(find(ACME, REFERENCE).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void whatIsUndoneWasNeverThere() {
        ProviderInvoice open = bare(ACME, "in_1", Status.OPEN, 0);
        undone(Scope.of(ACME), () -> {
            storage.providerInvoices().put(open, START, ProviderInvoices.NONE);
            storage.providerInvoices().watch(ACME, START, START);
        });
        assertThat(find(ACME, REFERENCE)).isEmpty();
        assertThat(due(LATER)).isEmpty();
        put(open, START, ProviderInvoices.NONE);
        undone(Scope.of(ACME), () -> {
            storage.providerInvoices().put(full(), LATER, 1);
            storage.providerInvoices().remove(ACME, REFERENCE, 2);
        });
        assertThat(find(ACME, REFERENCE)).contains(new Copy(open, START, 1));
    }

    @Test
    void whatIsThereNoMoreIsRemoved() {
        put(bare(ACME, "in_1", Status.DRAFT, 0), START, ProviderInvoices.NONE);
        put(bare(ACME, "in_1", Status.OPEN, 0), START, 1);
        assertThat(in(ACME, () -> storage.providerInvoices().remove(ACME, REFERENCE, 1)))
                .isFalse();
        assertThat(in(ACME, () -> storage.providerInvoices().remove(ACME, REFERENCE, 2)))
                .isTrue();
        assertThat(in(ACME, () -> storage.providerInvoices().remove(ACME, REFERENCE, 2)))
                .isFalse();
        assertThat(find(ACME, REFERENCE)).isEmpty();
    }

    @Test
    void theSystemKnowsWhoseTheyAre() {
        put(bare(GLOBEX, "in_1", Status.OPEN, 0), START, ProviderInvoices.NONE);
        assertThat(asSystem(() -> storage.providerInvoices().accountOf(REFERENCE)))
                .contains(GLOBEX);
        assertThat(asSystem(() -> storage.providerInvoices().accountOf(new InvoiceReference("in_2"))))
                .isEmpty();
    }

    @Test
    void theyAreListedTheNewestFirst() {
        put(bare(ACME, "in_b", Status.OPEN, 2), START, ProviderInvoices.NONE);
        put(bare(ACME, "in_a", Status.PAID, 2), START, ProviderInvoices.NONE);
        put(bare(ACME, "in_c", Status.OPEN, 1), START, ProviderInvoices.NONE);
        put(bare(GLOBEX, "in_d", Status.OPEN, 3), START, ProviderInvoices.NONE);

        assertThat(list(ACME, Optional.empty(), Optional.empty(), 9)).containsExactly("in_b", "in_a", "in_c");
        assertThat(list(ACME, Optional.of(Status.OPEN), Optional.empty(), 9)).containsExactly("in_b", "in_c");
        assertThat(list(ACME, Optional.empty(), Optional.empty(), 2)).containsExactly("in_b", "in_a");
        Optional<Place> place = Optional.of(new Place(START.plusSeconds(2), new InvoiceReference("in_a")));
        assertThat(list(ACME, Optional.empty(), place, 9)).containsExactly("in_c");
        assertThat(all(Optional.empty(), Optional.empty())).containsExactly("in_d", "in_b", "in_a", "in_c");
        assertThat(all(Optional.of(Status.OPEN), place)).containsExactly("in_c");
    }

    private List<String> list(AccountId account, Optional<Status> status, Optional<Place> before, int limit) {
        return in(account, () -> names(storage.providerInvoices().list(Optional.of(account), status, before, limit)));
    }

    private List<String> all(Optional<Status> status, Optional<Place> before) {
        return asSystem(() -> names(storage.providerInvoices().list(Optional.empty(), status, before, 9)));
    }

    private static List<String> names(List<Copy> copies) {
        return copies.stream().map(copy -> copy.invoice().reference().value()).toList();
    }

    private List<Look> due(Instant by) {
        return asSystem(() -> storage.providerInvoices().dueBy(by, 9));
    }

    private void watch(AccountId account, long since, long lookAt) {
        run(account, () -> storage.providerInvoices()
                .watch(account, START.plusSeconds(since), START.plusSeconds(lookAt)));
    }

    private static Look look(AccountId account, long since, long lookAt) {
        return new Look(account, START.plusSeconds(since), START.plusSeconds(lookAt), 0);
    }

    @Test
    void accountsAreLookedAtWhenTheyAreDue() {
        watch(ACME, 1, 20);
        watch(GLOBEX, 2, 10);
        assertThat(due(START.plusSeconds(9))).isEmpty();
        assertThat(due(START.plusSeconds(10))).containsExactly(look(GLOBEX, 2, 10));
        assertThat(due(LATER)).containsExactly(look(GLOBEX, 2, 10), look(ACME, 1, 20));
        watch(ACME, 5, 30);
        watch(GLOBEX, 5, 9);
        assertThat(due(LATER))
                .as("earlier, and for what it was")
                .containsExactly(look(GLOBEX, 2, 9), look(ACME, 1, 20));
    }

    @Test
    void ofManyThatHaveLookedOneSaysWhenToLookAgain() {
        watch(ACME, 1, 20);
        assertThat(Race.of(thread ->
                        in(ACME, () -> storage.providerInvoices().looked(look(ACME, 1, 20), look(ACME, 25, 40)))))
                .filteredOn(done -> done)
                .isEqualTo(Collections.nCopies(1, true));
        assertThat(due(LATER)).containsExactly(look(ACME, 25, 40));
        watch(ACME, 0, 30);
        assertThat(in(ACME, () -> storage.providerInvoices().looked(look(ACME, 25, 40), look(ACME, 50, 90))))
                .as("somebody has wished it earlier")
                .isFalse();
    }

    @Test
    void thoseThatHaveFailedComeAfterAllOthers() {
        watch(ACME, 1, 5);
        watch(GLOBEX, 2, 20);
        Look failed = new Look(ACME, START.plusSeconds(1), START.plusSeconds(10), 3);
        assertThat(in(ACME, () -> storage.providerInvoices().looked(look(ACME, 1, 5), failed)))
                .isTrue();
        assertThat(due(LATER)).containsExactly(look(GLOBEX, 2, 20), failed);
        assertThat(asSystem(() -> storage.providerInvoices().dueBy(LATER, 1))).containsExactly(look(GLOBEX, 2, 20));
        assertThat(due(START.plusSeconds(9))).isEmpty();

        watch(ACME, 1, 9);
        Look earlier = new Look(ACME, START.plusSeconds(1), START.plusSeconds(9), 3);
        assertThat(due(START.plusSeconds(9)))
                .as("a change does not forget that it failed")
                .containsExactly(earlier);
        assertThat(in(ACME, () -> storage.providerInvoices().looked(look(ACME, 1, 9), look(ACME, 1, 30))))
                .as("it has failed meanwhile")
                .isFalse();
    }
}
