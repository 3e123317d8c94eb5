package dev.countinghouse.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.SettleCredits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CreditSettlingTest {

    private final TreeSet<AccountId> due = new TreeSet<>();
    private final Set<AccountId> failing = new HashSet<>();
    private final Set<AccountId> dueAgain = new HashSet<>();
    private final List<AccountId> settled = new ArrayList<>();
    private boolean unavailable;

    @Test
    void allThatIsDueIsSettledPageByPageAndWhatFailsHoldsBackNobody() {
        for (int i = 10; i < 35; i++) {
            due.add(new AccountId("a" + i));
        }
        failing.addAll(List.of(new AccountId("a10"), new AccountId("a20")));
        run();

        assertThat(settled).hasSize(23).doesNotContainAnyElementsOf(failing);
        assertThat(due).containsExactlyInAnyOrderElementsOf(failing);
    }

    @Test
    void whatIsDueAgainAtOnceIsLeftForTheNextRun() {
        due.addAll(List.of(new AccountId("again"), new AccountId("once")));
        dueAgain.add(new AccountId("again"));
        run();

        assertThat(settled).containsExactlyInAnyOrder(new AccountId("again"), new AccountId("once"));
    }

    @Test
    void withoutADatabaseItGivesUp() {
        for (int i = 10; i < 35; i++) {
            due.add(new AccountId("a" + i));
        }
        unavailable = true;

        assertThatThrownBy(this::run).isInstanceOf(UnavailableException.class);
        assertThat(settled).isEmpty();
    }

    private void run() {
        new CreditSettling(credits(), new SimpleMeterRegistry(), 5).run();
    }

    private SettleCredits credits() {
        return new SettleCredits() {
            @Override
            public void settle(AccountId account) {
                if (unavailable) {
                    throw new UnavailableException("no database", new IllegalStateException());
                }
                if (failing.contains(account)) {
                    throw new IllegalStateException("no way");
                }
                settled.add(account);
                if (!dueAgain.contains(account)) {
                    due.remove(account);
                }
            }

            @Override
            public List<AccountId> due(int limit) {
                return due.stream().limit(limit).toList();
            }
        };
    }
}
