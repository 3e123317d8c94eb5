package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.InvoicedUsage.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class InvoicedUsageContract extends StorageContract {

    private static final Instant UNTIL = START.plus(Duration.ofDays(31));

    @Test
    void anAccountThatWasNeverInvoicedHasNoStandingAndNothingToNote() {
        run(ACME, () -> storage.invoicedUsage().changed(Map.of(ACME, START)));

        assertThat(standing(ACME)).isEmpty();
    }

    @Test
    void aStandingComesBackAsItWasSavedLast() {
        save(ACME, new Standing(START, Optional.empty(), Optional.empty()));
        Standing last = new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL.plusSeconds(1)));
        save(ACME, last);

        assertThat(standing(ACME)).contains(last);
        assertThat(in(ACME, () -> storage.invoicedUsage().lock(ACME))).contains(last);
        assertThat(standing(GLOBEX)).isEmpty();
    }

    @Test
    void upToWhereManyAreInvoicedIsAnsweredAtOnce() {
        invoicedUntil(UNTIL, ACME);

        assertThat(asSystem(() -> storage.invoicedUsage().invoicedUntil(List.of(ACME, GLOBEX))))
                .isEqualTo(Map.of(ACME, UNTIL));
        assertThat(asSystem(() -> storage.invoicedUsage().invoicedUntil(List.of())))
                .isEmpty();
    }

    @Test
    void theEarliestChangeBeforeTheBoundaryIsKept() {
        invoicedUntil(UNTIL, ACME, GLOBEX);
        change(ACME, START.plusSeconds(9));
        change(ACME, START.plusSeconds(5));
        change(ACME, START.plusSeconds(7));

        assertThat(changedSince(ACME)).contains(START.plusSeconds(5));
        assertThat(changedSince(GLOBEX)).isEmpty();
    }

    @Test
    void whatIsNotInvoicedYetIsNoChange() {
        invoicedUntil(UNTIL, ACME);
        change(ACME, UNTIL);
        assertThat(changedSince(ACME)).isEmpty();

        change(ACME, UNTIL.minusNanos(1_000));
        assertThat(changedSince(ACME)).contains(UNTIL.minusNanos(1_000));
    }

    @Test
    void aChangeThatIsUndoneWasNone() {
        invoicedUntil(UNTIL, ACME);
        undone(Scope.of(ACME), () -> storage.invoicedUsage().changed(Map.of(ACME, START)));

        assertThat(changedSince(ACME)).isEmpty();
    }

    @Test
    void theUsageLogNotesTheEarliestOfItsNewEvents() {
        invoicedUntil(UNTIL, ACME, GLOBEX);
        append(event(ACME, "1", UNTIL.plusSeconds(1), 10), event(GLOBEX, "1", UNTIL, 10));
        assertThat(changedSince(ACME)).isEmpty();
        assertThat(changedSince(GLOBEX)).isEmpty();

        append(
                event(ACME, "3", START.plusSeconds(30), 10),
                event(ACME, "2", START.plusSeconds(20), 10),
                event(ACME, "4", UNTIL, 10),
                event(GLOBEX, "1", START, 10));
        assertThat(changedSince(ACME)).contains(START.plusSeconds(20));
        assertThat(changedSince(GLOBEX)).as("a duplicate changes nothing").isEmpty();
    }

    @Test
    void toSettleAreThoseThatChangedAndAreDue() {
        AccountId later = new AccountId("later");
        AccountId unchanged = new AccountId("unchanged");
        AccountId waiting = new AccountId("waiting");
        save(ACME, new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL.plusSeconds(2))));
        save(GLOBEX, new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL.plusSeconds(1))));
        save(later, new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL.plusSeconds(4))));
        save(unchanged, new Standing(UNTIL, Optional.empty(), Optional.of(UNTIL)));
        save(waiting, new Standing(UNTIL, Optional.of(START), Optional.empty()));

        assertThat(toSettle(UNTIL.plusSeconds(2), 9)).containsExactly(GLOBEX, ACME);
        assertThat(toSettle(UNTIL.plusSeconds(2), 1)).containsExactly(GLOBEX);
        assertThat(toSettle(UNTIL, 9)).isEmpty();
    }

    @Test
    void anAccountWithAClockOfItsOwnIsSettledByThat() {
        save(ACME, new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL)));
        save(GLOBEX, new Standing(UNTIL, Optional.of(START), Optional.of(UNTIL.plusSeconds(10))));
        run(ACME, () -> storage.accountClocks().move(ACME, UNTIL.minusSeconds(1)));
        run(GLOBEX, () -> storage.accountClocks().move(GLOBEX, UNTIL.plusSeconds(10)));

        assertThat(toSettle(UNTIL.plusSeconds(5), 9)).containsExactly(GLOBEX);
    }

    @Test
    void ofManyChangesAtOnceNoneIsLostToWhoeverRestates() {
        invoicedUntil(UNTIL, ACME);
        List<Boolean> seen = Race.of(thread -> thread == 0 ? restate() : changeOnce(thread));

        assertThat(seen).contains(true);
        // either the one who restated has seen the earliest change, or it is noted still
        assertThat(changedSince(ACME).filter(START.plusSeconds(1)::equals).isPresent() ^ seen.get(0))
                .isTrue();
    }

    private boolean restate() {
        return in(ACME, () -> {
            Optional<Instant> changed =
                    storage.invoicedUsage().lock(ACME).orElseThrow().changedSince();
            storage.invoicedUsage().save(ACME, new Standing(UNTIL, Optional.empty(), Optional.empty()));
            return changed.filter(START.plusSeconds(1)::equals).isPresent();
        });
    }

    private boolean changeOnce(int thread) {
        change(ACME, START.plusSeconds(thread));
        return true;
    }

    private void append(UsageEvent... events) {
        storage.transactions().inTransaction(Scope.of(List.of(ACME, GLOBEX)), () -> storage.usage()
                .append(List.of(events)));
    }

    private void invoicedUntil(Instant until, AccountId... accounts) {
        for (AccountId account : accounts) {
            save(account, new Standing(until, Optional.empty(), Optional.empty()));
        }
    }

    private void save(AccountId account, Standing standing) {
        run(account, () -> storage.invoicedUsage().save(account, standing));
    }

    private void change(AccountId account, Instant at) {
        run(account, () -> storage.invoicedUsage().changed(Map.of(account, at)));
    }

    private Optional<Standing> standing(AccountId account) {
        return in(account, () -> storage.invoicedUsage().of(account));
    }

    private Optional<Instant> changedSince(AccountId account) {
        return standing(account).flatMap(Standing::changedSince);
    }

    private List<AccountId> toSettle(Instant instant, int limit) {
        return asSystem(() -> storage.invoicedUsage().toSettleBy(instant, limit));
    }
}
