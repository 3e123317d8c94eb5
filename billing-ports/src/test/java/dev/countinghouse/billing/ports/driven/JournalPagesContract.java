package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Teller.gift;
import static dev.countinghouse.billing.ports.driven.Teller.hold;
import static dev.countinghouse.billing.ports.driven.Teller.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.BookState;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.domain.ledger.SealedEntry;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is looked at of ledgers in pages, and what is set of them beside their entries. */
public abstract class JournalPagesContract extends StorageContract {

    private static final TopUp TOP_UP = new TopUp(
            usd("5.000000000001"), Money.parse("20", Samples.USD), Money.parse("12345678901234.56", Samples.USD));

    private Teller teller;

    @BeforeEach
    void openALedger() {
        teller = new Teller(storage);
        teller.open(ACME);
    }

    @Test
    void entriesComeInPagesForwardAndBackward() {
        teller.serve(ACME, START, book -> {
            for (int i = 1; i <= 5; i++) {
                book.granting().grant(gift("grant " + i, usd("1")));
            }
        });

        assertThat(ordinals(in(ACME, () -> storage.journal().entriesAfter(ACME, 0, 2))))
                .containsExactly(1L, 2L);
        assertThat(ordinals(in(ACME, () -> storage.journal().entriesAfter(ACME, 2, 9))))
                .containsExactly(3L, 4L, 5L);
        assertThat(ordinals(in(ACME, () -> storage.journal().entriesAfter(ACME, 5, 9))))
                .isEmpty();
        assertThat(ordinals(in(ACME, () -> storage.journal().entriesBefore(ACME, Long.MAX_VALUE, 2))))
                .containsExactly(5L, 4L);
        assertThat(ordinals(in(ACME, () -> storage.journal().entriesBefore(ACME, 4, 9))))
                .containsExactly(3L, 2L, 1L);
        assertThat(ordinals(in(ACME, () -> storage.journal().entriesBefore(ACME, 1, 9))))
                .isEmpty();
        assertThat(in(GLOBEX, () -> storage.journal().entriesAfter(GLOBEX, 0, 9)))
                .isEmpty();
    }

    private static List<Long> ordinals(List<SealedEntry> entries) {
        return entries.stream().map(each -> each.entry().ordinal()).toList();
    }

    @Test
    void grantsComeInPagesTheLatestFirstAndClosedOnesToo() {
        teller.serve(ACME, START, book -> {
            for (int i = 1; i <= 4; i++) {
                book.granting().grant(gift("grant " + i, usd("1")));
            }
            book.granting().withdraw(new GrantId("grant 2"));
            book.burning().burnTo(FullLedger.line("tokens", START), usd("1"), SpendPurpose.GENERAL);
            book.granting().grant(gift("grant 5", usd("1")));
        });

        assertThat(grants(Long.MAX_VALUE, 2)).containsExactly("grant 5 of entry 7", "grant 4 of entry 4");
        assertThat(grants(4, 9)).containsExactly("grant 3 of entry 3", "grant 2 of entry 2", "grant 1 of entry 1");
        assertThat(grants(1, 9)).isEmpty();
    }

    private List<String> grants(long before, int limit) {
        return in(ACME, () -> storage.journal().grantsBefore(ACME, before, limit)).stream()
                .map(grant -> grant.id() + " of entry " + grant.ordinal())
                .toList();
    }

    @Test
    void openHoldsComeTheOldestFirst() {
        teller.serve(ACME, START, book -> {
            book.granting().grant(gift("one", usd("9")));
            book.holding().hold(hold("b", usd("1"), Duration.ofHours(1)));
            book.holding().hold(hold("ended", usd("1"), Duration.ofHours(1)));
            book.holding().release(new HoldId("ended"));
        });
        teller.serve(
                ACME, START.plusSeconds(1), book -> book.holding().hold(hold("a", usd("0"), Duration.ofMinutes(1))));

        assertThat(in(ACME, () -> storage.journal().openHolds(ACME, 9)))
                .extracting(hold -> hold.id().value())
                .containsExactly("b", "a");
        assertThat(in(ACME, () -> storage.journal().openHolds(ACME, 1)))
                .extracting(hold -> hold.id().value())
                .containsExactly("b");
    }

    @Test
    void headsComeInTheOrderOfCodePoints() {
        // in UTF-16 the first half of the emoji is before the private character
        List<AccountId> inOrder =
                List.of(new AccountId("Z"), ACME, new AccountId("\uE000"), new AccountId("\uD83D\uDE00"));
        inOrder.forEach(teller::open);
        teller.serve(inOrder.get(3), START, book -> book.granting().grant(gift("one", usd("1"))));

        List<LedgerHead> heads = asSystem(() -> storage.journal().heads(Optional.empty(), 9));
        assertThat(heads).extracting(LedgerHead::account).isEqualTo(inOrder);
        assertThat(heads.get(0)).isEqualTo(LedgerHead.empty(inOrder.get(0)));
        assertThat(heads.get(3))
                .isEqualTo(in(inOrder.get(3), () -> storage.journal().head(inOrder.get(3)))
                        .orElseThrow());
        assertThat(heads.get(3).entries()).isEqualTo(1);
        assertThat(asSystem(() -> storage.journal().heads(Optional.of(ACME), 1)))
                .containsExactly(heads.get(2));
        assertThat(asSystem(() -> storage.journal().heads(Optional.of(inOrder.get(3)), 9)))
                .isEmpty();
        assertThat(in(GLOBEX, () -> storage.journal().head(GLOBEX))).isEmpty();
    }

    @Test
    void creditLinesAreOfAUnitEachAndReplaced() {
        Credits minutes = Credits.parse("99999999999999999999999999.999999999999", Teller.MINUTES);
        run(ACME, () -> {
            storage.journal().setCreditLine(ACME, usd("5"));
            storage.journal().setCreditLine(ACME, minutes);
            storage.journal().setCreditLine(ACME, usd("0"));
        });
        undone(Scope.of(ACME), () -> storage.journal().setCreditLine(ACME, usd("7")));
        run(GLOBEX, () -> storage.journal().setCreditLine(GLOBEX, usd("9")));

        assertThat(state(ACME).creditLines()).isEqualTo(Map.of(Teller.USD, usd("0"), Teller.MINUTES, minutes));
        teller.open(GLOBEX);
        assertThat(state(GLOBEX).creditLines()).as("without a ledger").isEmpty();
    }

    @Test
    void aTopUpIsSetAndTakenAway() {
        run(ACME, () -> storage.journal().setTopUp(ACME, Optional.of(TOP_UP)));
        assertThat(state(ACME).topUp()).contains(TOP_UP);

        undone(Scope.of(ACME), () -> storage.journal().setTopUp(ACME, Optional.empty()));
        assertThat(state(ACME).topUp()).contains(TOP_UP);
        run(ACME, () -> storage.journal().setTopUp(ACME, Optional.empty()));
        assertThat(state(ACME).topUp()).isEmpty();
    }

    @Test
    void aTopUpIsWantedUntilItIsTaken() {
        teller.open(GLOBEX);
        for (AccountId account : List.of(ACME, GLOBEX)) {
            run(account, () -> storage.journal().setTopUp(account, Optional.of(TOP_UP)));
            assertThat(take(account)).isFalse();
            teller.serve(account, START, book -> {});
        }
        assertThat(wanting()).containsExactlyInAnyOrder(ACME, GLOBEX);
        assertThat(asSystem(() -> storage.journal().wantingTopUp(1))).hasSize(1);

        teller.serve(ACME, START, book -> book.granting().grant(gift("enough", usd("6"))));
        assertThat(wanting()).as("who had too little still wants").contains(ACME);
        undone(Scope.of(ACME), () -> storage.journal().takeTopUp(ACME));
        assertThat(take(ACME)).isTrue();
        assertThat(take(ACME)).isFalse();
        assertThat(wanting()).containsExactly(GLOBEX);
        teller.serve(ACME, START, book -> book.holding().hold(hold("a", usd("1"), Duration.ofHours(1))));
        assertThat(wanting()).as("5 are below the threshold again").contains(ACME);
    }

    @Test
    void ofManyWhoTakeATopUpOneDoes() {
        run(ACME, () -> storage.journal().setTopUp(ACME, Optional.of(TOP_UP)));
        teller.serve(ACME, START, book -> {});

        assertThat(Race.of(any -> take(ACME))).containsOnlyOnce(true);
    }

    private BookState state(AccountId account) {
        return in(account, () -> storage.journal().read(Needs.of(account, START)))
                .orElseThrow();
    }

    private boolean take(AccountId account) {
        return in(account, () -> storage.journal().takeTopUp(account));
    }

    private List<AccountId> wanting() {
        return asSystem(() -> storage.journal().wantingTopUp(9));
    }
}
