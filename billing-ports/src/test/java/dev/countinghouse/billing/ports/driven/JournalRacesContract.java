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
import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who change the same ledgers at once do it one after another, and nobody sees half of it. */
public abstract class JournalRacesContract extends StorageContract {

    private static final int ROUNDS = 8;

    private Teller teller;

    @BeforeEach
    void openLedgers() {
        teller = new Teller(storage);
        teller.open(ACME);
        teller.open(GLOBEX);
    }

    @Test
    void ofManyWhoOpenALedgerAllFindIt() {
        AccountId account = new AccountId("new");

        assertThat(Race.of(16, thread -> {
                    teller.serveOpening(account, START, book -> book.granting().grant(gift("of " + thread, usd("1"))));
                    return thread;
                }))
                .hasSize(16);
        assertThat(in(account, () -> storage.journal().head(account))
                        .orElseThrow()
                        .entries())
                .isEqualTo(16);
    }

    @Test
    void manyWhoAddToOneLedgerMakeOneChainWithoutGaps() {
        Race.of(16, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                String id = thread + "-" + i;
                teller.serve(ACME, START, book -> book.granting().grant(gift(id, usd("1"))));
            }
            return thread;
        });

        assertThat(in(ACME, () -> storage.journal().entriesAfter(ACME, 0, 999)))
                .extracting(each -> each.entry().ordinal())
                .isEqualTo(LongStream.rangeClosed(1, 16 * ROUNDS).boxed().toList());
        assertThat(teller.defect(ACME)).isEmpty();
        assertThat(available(ACME)).isEqualTo(usd(String.valueOf(16 * ROUNDS)));
    }

    @Test
    void whoeverLocksTheSameLedgersInAnotherOrderWaits() {
        List<Needs> one = List.of(Needs.of(ACME, START), Needs.of(GLOBEX, START));
        List<Needs> other = List.of(Needs.of(GLOBEX, START), Needs.of(ACME, START));

        Race.of(8, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                String id = thread + "-" + i;
                teller.serve(
                        thread % 2 == 0 ? one : other, book -> book.granting().grant(gift(id, usd("1"))));
            }
            return thread;
        });

        for (AccountId account : List.of(ACME, GLOBEX)) {
            assertThat(available(account)).isEqualTo(usd(String.valueOf(8 * ROUNDS)));
            assertThat(teller.defect(account)).isEmpty();
        }
    }

    @Test
    void ofManyWhoHoldTheLastCreditsAsManyAsThereAreForGetThem() {
        teller.serve(ACME, START, book -> book.granting().grant(gift("ten", usd("10"))));

        Race.of(thread -> {
            teller.serve(ACME, START, book -> book.holding().hold(hold("of " + thread, usd("3"), Duration.ofHours(1))));
            return thread;
        });

        assertThat(in(ACME, () -> storage.journal().openHolds(ACME, 99))).hasSize(3);
        assertThat(available(ACME)).isEqualTo(usd("1"));
        assertThat(teller.defect(ACME)).isEmpty();
    }

    /** Each change moves credits and never makes any: whoever adds up what he read finds out. */
    @Test
    void whoeverReadsSeesALedgerAsItWasAtOneInstant() {
        teller.serve(ACME, START, book -> book.granting().grant(gift("one", usd("1"))));

        Race.of(8, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                HoldId id = new HoldId(thread + "-" + i);
                if (thread % 2 == 0) {
                    assertThat(heldAndLeft(in(ACME, () -> storage.journal().read(Needs.of(ACME, START)))
                                    .orElseThrow()))
                            .isTrue();
                } else {
                    teller.serve(ACME, START, book -> book.holding()
                            .hold(hold(id.value(), usd("0.001"), Duration.ofHours(1))));
                    teller.serve(Teller.needs(ACME, START, id), book -> book.holding()
                            .release(id));
                }
            }
            return thread;
        });
        assertThat(available(ACME)).isEqualTo(usd("1"));
    }

    private static boolean heldAndLeft(BookState state) {
        Map<LedgerAccount, Credits> balances = state.balances().getOrDefault(Teller.USD, Map.of());
        return state.grants().stream()
                .allMatch(grant -> grant.left().plus(grant.held()).equals(usd("1"))
                        && grant.left().equals(balances.get(LedgerAccount.PROMOTIONAL)));
    }

    private Credits available(AccountId account) {
        BookState state = in(account, () -> storage.journal().read(Needs.of(account, START)))
                .orElseThrow();
        return new CreditBook(state).advanceTo(START).available(Teller.USD, SpendPurpose.GENERAL);
    }
}
