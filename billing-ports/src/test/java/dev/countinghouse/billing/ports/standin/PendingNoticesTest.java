package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static dev.countinghouse.billing.ports.driven.Samples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingNoticesTest {

    private static final PaymentKey A = new PaymentKey("a");

    private final InMemoryTestClock clock = new InMemoryTestClock(START);
    private final PaymentStandIn provider = Provider.over(StandInBook.inMemory(), clock, Provider.SECRET);

    @Test
    void everyChangeIsANoticeThatOurOwnEndCanRead() {
        charge("card_authentication", "a");
        provider.authenticate(A, true);
        provider.refund(A, new PaymentKey("r"), cents(100));
        provider.refundFromOutside(A, cents(100));
        provider.openDispute(A, "fraudulent");
        provider.closeDispute(A, false);

        List<SignedNotice> pending = provider.pendingNotices(100);

        assertThat(pending.stream().map(PendingNoticesTest::type))
                .containsExactly(
                        "payment.requires_action",
                        "payment.succeeded",
                        "payment.refunded",
                        "payment.refunded",
                        "payment.dispute_opened",
                        "payment.dispute_closed");
        assertThat(pending).extracting(SignedNotice::id).doesNotHaveDuplicates().hasSize(6);
        assertThat(pending).allSatisfy(notice -> assertThat(read(notice))
                .isEqualTo(new NoticeOutcome.Read(new Notice(
                        notice.id(),
                        type(notice),
                        Optional.of(new NoticeSubject(NoticeSubject.Kind.PAYMENT, "pay_a")),
                        START,
                        Optional.empty(),
                        notice.body()))));
    }

    @Test
    void whatNobodyTookIsListedFromAnInstantOnUntilItIsDelivered() {
        charge("card_ok", "a");
        clock.moveTo(START.plusSeconds(60));
        provider.openDispute(A, "fraudulent");
        List<NoticeOutcome> all = provider.pendingNotices(100).stream()
                .map(PendingNoticesTest.this::read)
                .toList();
        assertThat(all).hasSize(2);

        assertThat(undelivered(START)).isEqualTo(all);
        assertThat(undelivered(START.plusSeconds(1))).isEqualTo(all.subList(1, 2));
        assertThat(undelivered(START.plusSeconds(61))).isEmpty();
        deliverAll();
        assertThat(undelivered(START)).isEmpty();
    }

    private List<NoticeOutcome> undelivered(Instant since) {
        List<NoticeOutcome> found = new ArrayList<>();
        provider.undelivered(since, found::add);
        return found;
    }

    @Test
    void whatChangesNothingIsNoNotice() {
        charge("card_ok", "a");
        charge("card_ok", "a");
        provider.refund(A, new PaymentKey("r"), cents(100));
        provider.refund(A, new PaymentKey("r"), cents(100));
        provider.refund(A, new PaymentKey("s"), cents(9_999_999));

        assertThat(provider.pendingNotices(100)).hasSize(2);
    }

    @Test
    void aNoticeStaysUntilItIsDelivered() {
        charge("card_ok", "a");
        provider.openDispute(A, "fraudulent");
        List<SignedNotice> pending = provider.pendingNotices(100);

        assertThat(provider.pendingNotices(100)).isEqualTo(pending);
        provider.delivered(pending.get(1));
        provider.delivered(pending.get(1));
        assertThat(provider.pendingNotices(100)).containsExactly(pending.get(0));
        provider.delivered(pending.get(0));
        assertThat(provider.pendingNotices(100)).isEmpty();
    }

    @Test
    void whatIsDeliveredLateIsSignedAnewUnderItsId() {
        charge("card_ok", "a");
        SignedNotice early = provider.pendingNotices(1).get(0);
        clock.moveTo(START.plus(Duration.ofDays(2)));
        SignedNotice late = provider.pendingNotices(1).get(0);

        assertThat(late.id()).isEqualTo(early.id());
        assertThat(late.body()).isEqualTo(early.body());
        assertThat(read(early)).isInstanceOf(NoticeOutcome.Refused.class);
        assertThat(read(late)).isInstanceOf(NoticeOutcome.Read.class);
        provider.delivered(early);
        assertThat(provider.pendingNotices(1)).isEmpty();
    }

    @Test
    void whatFallsDueByTheClockIsTold() {
        charge("bank_async_ok", "a");
        charge("card_dispute", "b");
        deliverAll();
        assertThat(provider.pendingNotices(100)).isEmpty();

        clock.moveTo(START.plus(Duration.ofDays(10)));

        assertThat(provider.pendingNotices(100).stream().map(PendingNoticesTest::type))
                .containsExactly("payment.dispute_opened", "payment.succeeded");
        deliverAll();
        assertThat(provider.pendingNotices(100)).isEmpty();
    }

    @Test
    void theOldestAreFirstHoweverFewAreAskedFor() {
        for (int i = 0; i < 9; i++) {
            clock.moveTo(START.plusSeconds(i));
            charge("card_ok", "k" + (i * 7 % 9));
            provider.refundFromOutside(new PaymentKey("k" + (i * 7 % 9)), cents(1));
        }
        List<SignedNotice> all = provider.pendingNotices(100);

        assertThat(all).hasSize(18);
        for (int limit = 0; limit <= 18; limit++) {
            assertThat(provider.pendingNotices(limit)).isEqualTo(all.subList(0, limit));
        }
    }

    @Test
    void manyThatDeliverAtOnceLoseNothing() {
        for (int i = 0; i < 4; i++) {
            charge("card_ok", "k" + i);
            for (int refund = 0; refund < 7; refund++) {
                provider.refundFromOutside(new PaymentKey("k" + i), cents(1));
            }
        }
        List<SignedNotice> all = provider.pendingNotices(100);
        assertThat(all).hasSize(Race.THREADS);

        Race.of(number -> {
            provider.delivered(all.get(number));
            return true;
        });

        assertThat(provider.pendingNotices(100)).isEmpty();
    }

    private void deliverAll() {
        provider.pendingNotices(100).forEach(provider::delivered);
    }

    private void charge(String method, String key) {
        provider.useMethod(ACME, method);
        provider.charge(new ChargeOrder(new PaymentKey(key), ACME, cents(5_000), "500 credits", true));
    }

    private NoticeOutcome read(SignedNotice notice) {
        return provider.read(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
    }

    private static String type(SignedNotice notice) {
        return PaymentText.parsed(notice.body()).path("type").asText();
    }

    private static Money cents(long cents) {
        return new Money(cents, USD);
    }
}
