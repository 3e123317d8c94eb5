package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A provider's invoices are found although nobody has told of them. */
public abstract class CopyInvoicesContract extends FollowCase {

    private InvoiceReference draft() {
        return there.draft(ACME, "in_1", bench.clock.instant());
    }

    @Test
    void whatNoNoticeToldIsFound() {
        InvoiceReference invoice = draft();
        there.becomes(invoice, Status.OPEN);
        assertThat(engine.copyInvoices().copyDue(9))
                .as("nobody has looked for an hour")
                .isZero();
        bench.clock.advance(Duration.ofHours(1));
        assertThat(engine.copyInvoices().copyDue(9)).isEqualTo(2);
        assertThat(told()).containsExactly("finalized");
        there.becomes(invoice, Status.PAID);
        bench.clock.advance(Duration.ofHours(5));
        assertThat(engine.copyInvoices().copyDue(9)).isZero();
        bench.clock.advance(Duration.ofHours(1));
        assertThat(engine.copyInvoices().copyDue(9))
                .as("of acme, who has an open one")
                .isEqualTo(1);
        assertThat(told()).containsExactly("finalized", "paid");
    }

    @Test
    void anAccountIsLookedAtAfterItsPeriod() {
        bench.on("2026-03-11T00:00:00Z");
        engine.copyInvoices().copyDue(9);
        bench.on("2026-03-17T23:00:00Z");
        assertThat(engine.copyInvoices().copyDue(9)).isZero();
        bench.on("2026-03-31T12:00:00Z");
        assertThat(engine.copyInvoices().copyDue(9))
                .as("once a week all the same")
                .isEqualTo(2);
        bench.on("2026-04-10T13:59:59Z");
        assertThat(engine.copyInvoices().copyDue(9)).isEqualTo(2);
        there.draft(GLOBEX, "in_2", bench.clock.instant());
        bench.on("2026-04-10T14:00:00Z");
        assertThat(engine.copyInvoices().copyDue(9))
                .as("two hours after its end")
                .isEqualTo(2);
        assertThat(copy(new InvoiceReference("in_2")).invoice().account()).isEqualTo(GLOBEX);
    }

    @Test
    void whoCannotBeAskedAboutStopsNobodyAndIsAskedAboutInAnHour() {
        bench.clock.advance(Duration.ofHours(1));
        draft();
        there.draft(GLOBEX, "in_2", bench.clock.instant());
        there.meanwhile = () -> {
            throw new UnavailableException("the provider is away", new IllegalStateException("away"));
        };
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> engine.copyInvoices().copyDue(9));
        List<Copy> copies = engine.readProviderInvoices().list(Optional.empty(), Optional.empty(), Optional.empty(), 9);
        assertThat(copies).hasSize(1);
        assertThat(engine.copyInvoices().copyDue(9)).isZero();
        bench.clock.advance(Duration.ofHours(1));
        assertThat(engine.copyInvoices().copyDue(9)).isEqualTo(1);
        assertThat(engine.readProviderInvoices().list(Optional.empty(), Optional.empty(), Optional.empty(), 9))
                .extracting(Copy::invoice)
                .extracting(ProviderInvoice::account)
                .containsExactlyInAnyOrder(ACME, GLOBEX);
    }

    private void sweep() {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> engine.copyInvoices().copyDue(9))
                .withMessageContaining("could not be asked about its invoices");
    }

    private void watchFromNow(AccountId account) {
        bench.storage.transactions().inTransaction(Scope.of(account), () -> {
            bench.storage.providerInvoices().watch(account, bench.clock.instant(), bench.clock.instant());
            return true;
        });
    }

    @Test
    void thoseThatAlwaysFailDoNotKeepTheOthersWaiting() {
        for (int i = 0; i < 50; i++) {
            AccountId away = new AccountId("away-" + i);
            there.away.add(away);
            watchFromNow(away);
        }
        // three in a row are the most that are tried
        for (int run = 0; run < 17; run++) {
            sweep();
        }
        for (int hour = 1; hour <= 3; hour++) {
            bench.clock.advance(Duration.ofHours(1));
            InvoiceReference opened = there.draft(ACME, "in_" + hour, bench.clock.instant());
            watchFromNow(ACME);
            sweep();
            assertThat(engine.readProviderInvoices().find(opened))
                    .as("in hour " + hour)
                    .isPresent();
        }
    }

    @Test
    void whoFailsIsAskedAboutTwiceAsLateEachTimeUntilHeIsFound() {
        AccountId away = new AccountId("away");
        there.away.add(away);
        watchFromNow(away);
        sweep();
        for (int hours : new int[] {1, 2, 4, 8, 16, 16}) {
            bench.clock.advance(Duration.ofHours(hours).minusSeconds(1));
            engine.copyInvoices().copyDue(9);
            bench.clock.advance(Duration.ofSeconds(1));
            sweep();
        }
        there.away.remove(away);
        bench.clock.advance(Duration.ofHours(16));
        engine.copyInvoices().copyDue(9);
        there.away.add(away);
        watchFromNow(away);
        sweep();
        bench.clock.advance(Duration.ofHours(1));
        sweep();
    }

    /** What was kept before it failed is looked at again in six hours, which is earlier. */
    @Test
    void whoHasFailedOftenIsForgivenAllOfItAtOnce() {
        InvoiceReference invoice = draft();
        there.away.add(ACME);
        bench.clock.advance(Duration.ofHours(1));
        for (int hours : new int[] {1, 2, 4, 8}) {
            sweep();
            bench.clock.advance(Duration.ofHours(hours));
        }
        there.away.remove(ACME);
        engine.copyInvoices().copyDue(9);
        assertThat(copy(invoice).invoice().status()).isEqualTo(Status.DRAFT);

        there.away.add(ACME);
        bench.clock.advance(Duration.ofHours(6));
        sweep();
        bench.clock.advance(Duration.ofHours(1));
        sweep();
    }
}
