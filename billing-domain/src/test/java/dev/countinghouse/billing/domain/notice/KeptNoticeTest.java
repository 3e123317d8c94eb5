package dev.countinghouse.billing.domain.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.notice.KeptNotice.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptNoticeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final KeptNotice received = KeptNotice.received(notice("payment.succeeded", "{}"), NOW);

    private static Notice notice(String type, String body) {
        return new Notice(
                new NoticeId("evt_1"),
                type,
                Optional.of(new NoticeSubject(NoticeSubject.Kind.PAYMENT, "pay_1")),
                NOW.plusNanos(1_999),
                Optional.of("2026-07-29"),
                body);
    }

    @Test
    void aClaimCountsUntilItIsOver() {
        KeptNotice claimed = received.claimed(LATER);

        assertThat(received.isDueBy(NOW)).isTrue();
        assertThat(received.isClaimed(NOW)).isFalse();
        assertThat(claimed.isClaimed(LATER.minusNanos(1))).isTrue();
        assertThat(claimed.isDueBy(LATER.minusNanos(1))).isFalse();
        assertThat(claimed.isClaimed(LATER)).isFalse();
        assertThat(claimed.isDueBy(LATER)).isTrue();
        assertThat(claimed.lapsed()).isNotEqualTo(claimed);
        assertThat(claimed.lapsed().isDueBy(LATER)).isTrue();
    }

    @Test
    void whatIsFinishedIsNeverDue() {
        KeptNotice claimed = received.claimed(LATER);
        for (KeptNotice end : List.of(claimed.done(LATER), claimed.ignored(LATER), claimed.dead(LATER, "no"))) {
            assertThat(end.state().isOpen()).isFalse();
            assertThat(end.finishedAt()).contains(LATER);
            assertThat(end.isDueBy(Instant.MAX)).isFalse();
        }
        assertThat(claimed.retryAt(LATER, "no").done(LATER).lastFailure()).isEmpty();
        assertThat(claimed.dead(LATER, "x".repeat(2_000)).lastFailure()).contains("x".repeat(500));
    }

    @Test
    void aReplayHasAllItsTriesBeforeItAndTheNoticeAsItIsUnderstoodNow() {
        Notice understood = notice("payment.failed", "{}");
        KeptNotice replayed = received.claimed(LATER)
                .retryAt(LATER, "no")
                .claimed(LATER)
                .dead(LATER, "no")
                .replayed(understood, LATER);

        assertThat(replayed)
                .isEqualTo(new KeptNotice(
                        understood, NOW, State.WAITING, Optional.of(LATER), 2, 0, Optional.empty(), Optional.of("no")));
    }

    @Test
    void whatNoDatabaseOrLogTakesIsRefused() {
        assertThat(received.notice().madeAt()).isEqualTo(NOW.plusNanos(1_000));
        assertThatIllegalArgumentException().isThrownBy(() -> notice("payment.succeeded", "{\0}"));
        for (String wrong : List.of("", " ", "a b", "é", "a\n", "x".repeat(256))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new NoticeId(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> notice(wrong, "{}"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NoticeSubject(NoticeSubject.Kind.CUSTOMER, wrong));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeptNotice(
                        received.notice(),
                        NOW,
                        State.DONE,
                        Optional.of(NOW),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty()));
    }
}
