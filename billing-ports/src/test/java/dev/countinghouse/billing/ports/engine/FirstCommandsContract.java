package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts that have no ledger until somebody uses their credits, several of them at once. */
public abstract class FirstCommandsContract extends CreditCase {

    private static final int ACCOUNTS = 4;

    @Test
    void firstCommandsOnSeveralAccountsKeepNobodyWaitingForEver() {
        for (int round = 0; round < 8; round++) {
            int now = round;
            IntStream.range(0, ACCOUNTS).forEach(i -> bench.open(account(now, i)));
            List<List<HoldOutcome>> outcomes = Race.of(12, thread -> BillingEngine.builder()
                    .storage(bench.storage)
                    .testClock(bench.clock)
                    .build()
                    .holdCredits()
                    .run(steps(now, thread)));
            assertThat(outcomes).allSatisfy(each -> assertThat(each).hasOnlyElementsOfType(HoldOutcome.Done.class));
        }
    }

    /** Of two accounts, or of the second of them alone, so that its ledger is there before that of the first. */
    private static List<Step> steps(int round, int thread) {
        Step last = place(account(round, 1 + thread % (ACCOUNTS - 1)), "h" + thread, "0");
        return thread % 3 == 0 ? List.of(last) : List.of(last, place(account(round, 0), "h" + thread, "0"));
    }

    private static AccountId account(int round, int number) {
        return new AccountId("first-" + round + "-" + number);
    }
}
