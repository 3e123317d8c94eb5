package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notice.KeptNotice.State;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storage and provider fail at every call that a notice takes, one after another. What was answered as taken is followed
 * without anybody else's doing; what was not is sent again.
 */
class NoticeCrashTest extends NoticeCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void receiving(Moment moment) {
        int call = 0;
        do {
            call++;
            SignedNotice notice = prepare(call, moment);
            failing.arm();
            boolean taken = isTaken(notice);
            failing.disarm();
            assertThat(taken).as("call %d", call).isNotEqualTo(failing.hasFailed());
            if (!taken) {
                assertThat(isTaken(notice)).isTrue();
            }
            followed(notice, call);
        } while (failing.hasFailed());
        assertThat(call).as("calls that failed").isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void workingOff(Moment moment) {
        int call = 0;
        do {
            call++;
            SignedNotice notice = prepare(call, moment);
            deliver(notice);
            failing.arm();
            workOffUntilItFails();
            failing.disarm();
            followed(notice, call);
        } while (failing.hasFailed());
        assertThat(call).as("calls that failed").isGreaterThan(8);
    }

    private SignedNotice prepare(int call, Moment moment) {
        failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
        openTheShop(new Workbench(failing.storage(), new HandClock(Instant.parse("2026-03-10T12:00:00Z"))));
        engine = over(failing.failing(PaymentGateway.class, provider));
        return decided();
    }

    private boolean isTaken(SignedNotice notice) {
        try {
            deliver(notice);
            return true;
        } catch (UnavailableException sentAgain) {
            return false;
        }
    }

    private void workOffUntilItFails() {
        try {
            workOff();
        } catch (UnavailableException crashed) {
            // whoever comes next goes on
        }
    }

    private void followed(SignedNotice notice, int call) {
        bench.clock.advance(Duration.ofMinutes(11));
        workOff();
        assertThat(kept(notice.id()).state()).as("call %d", call).isEqualTo(State.DONE);
        assertThat(available()).as("call %d", call).isEqualTo("25");
        assertThat(history()).containsExactly("purchase purchase/first");
        assertThat(kept()).hasSize(1);
        verify();
    }
}
