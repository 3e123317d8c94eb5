package dev.countinghouse.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.reconciliation.Difference.Kind;
import dev.countinghouse.billing.ports.driving.Reconcile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcileCommandTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final AccountId ACME = new AccountId("acme");

    private final Accounts accounts = new Accounts();

    @Test
    void everyDifferenceIsALineAndWhatWasPutRightIsNone() {
        accounts.pages.add(new Reconcile.Report(
                List.of(difference(Kind.PAYMENT_DIFFERS, true)), 100, List.of(), Optional.of(ACME)));
        accounts.pages.add(new Reconcile.Report(List.of(), 7, List.of(), Optional.empty()));
        assertThat(ran(Optional.empty()))
                .containsExactly(
                        "acme\tpayment_differs\tpayment p1\t10.00 USD\t9.00 USD\tput right",
                        "reconciled\t107",
                        "exit 0");
        assertThat(accounts.asked).containsExactly(Optional.empty(), Optional.of(ACME));
    }

    @Test
    void whatIsLeftAndWhoCouldNotBeLookedAtIsAFailure() {
        accounts.pages.add(
                new Reconcile.Report(List.of(difference(Kind.CREDITS_MISSING, false)), 1, List.of(), Optional.empty()));
        assertThat(ran(Optional.empty()))
                .hasSize(3)
                .endsWith("reconciled\t1", "exit 1")
                .element(0)
                .asString()
                .endsWith(Kind.CREDITS_MISSING.remedy());
        accounts.pages.add(new Reconcile.Report(
                List.of(), 1, List.of(new Reconcile.Failed(ACME, "nobody answered")), Optional.empty()));
        assertThat(ran(Optional.empty())).containsExactly("acme\tFAILED\tnobody answered", "reconciled\t1", "exit 1");
    }

    @Test
    void oneAccountByItself() {
        assertThat(ran(Optional.of(ACME))).containsExactly("reconciled\t1", "exit 0");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(ReconcileCommand.run(List.of("--sinc=2026-01-01T00:00:00Z"))).isEqualTo(1);
        assertThat(ReconcileCommand.run(List.of("--since=yesterday"))).isEqualTo(1);
        assertThat(ReconcileCommand.run(List.of("one", "two"))).isEqualTo(1);
    }

    private static Difference difference(Kind kind, boolean resolved) {
        return new Difference(kind, ACME, "payment p1", "10.00 USD", "9.00 USD", resolved);
    }

    private List<String> ran(Optional<AccountId> account) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            out.println("exit " + new ReconcileCommand(accounts, out).reconcile(account, SINCE));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static final class Accounts implements Reconcile {

        private final List<Report> pages = new ArrayList<>();
        private final List<Optional<AccountId>> asked = new ArrayList<>();

        @Override
        public List<Difference> reconcile(AccountId account, Instant since) {
            return List.of();
        }

        @Override
        public Report reconcile(Optional<AccountId> after, int accounts, Instant since) {
            assertThat(since).isEqualTo(SINCE);
            asked.add(after);
            return pages.remove(0);
        }
    }
}
