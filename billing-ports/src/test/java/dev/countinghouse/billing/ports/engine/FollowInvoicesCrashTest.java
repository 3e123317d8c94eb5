package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cut off at whichever call: gone on with, each change is told once, and the copy is what is there. */
class FollowInvoicesCrashTest extends FollowCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    private InvoiceReference opened(int call, Moment moment) {
        there.all.clear();
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        open(failing.storage());
        InvoiceReference invoice = there.draft(ACME, "in_1", bench.clock.instant());
        there.becomes(invoice, Status.OPEN);
        return invoice;
    }

    private void tried(Runnable work) {
        failing.arm();
        try {
            work.run();
        } catch (UnavailableException cutOff) {
            assertThat(failing.hasFailed()).isTrue();
        }
        failing.disarm();
    }

    private void isToldOnce(InvoiceReference invoice, String... messages) {
        assertThat(copy(invoice).invoice()).isEqualTo(there.all.get(invoice));
        assertThat(told()).containsExactly(messages);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aNotice(Moment moment) {
        int call = 0;
        do {
            InvoiceReference invoice = opened(++call, moment);
            keep(Kind.INVOICE, "in_1");
            tried(() -> engine.workOffNotices().next());
            bench.clock.advance(Duration.ofHours(1));
            engine.workOffNotices().next();
            isToldOnce(invoice, "finalized");
        } while (failing.hasFailed());
        assertThat(call).isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aLook(Moment moment) {
        int call = 0;
        do {
            InvoiceReference invoice = opened(++call, moment);
            bench.clock.advance(Duration.ofHours(1));
            tried(() -> engine.copyInvoices().copyDue(9));
            bench.clock.advance(Duration.ofHours(1));
            engine.copyInvoices().copyDue(9);
            isToldOnce(invoice, "finalized");
        } while (failing.hasFailed());
        assertThat(call).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aStep(Moment moment) {
        int call = 0;
        do {
            InvoiceReference invoice = opened(++call, moment);
            noticed(Kind.INVOICE, "in_1");
            tried(() -> engine.changeProviderInvoice().change(invoice, new Step.Pay()));
            engine.changeProviderInvoice().change(invoice, new Step.Pay());
            isToldOnce(invoice, "finalized", "paid");
        } while (failing.hasFailed());
        assertThat(call).isGreaterThan(5);
    }
}
