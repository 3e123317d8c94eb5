package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Outbox.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class OutboxContract extends StorageContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Another time than that of the messages, as it is where the engine has a clock moved by hand. */
    private static final Instant NOW = START.minus(Duration.ofDays(400));

    @Test
    void messagesOfAnAccountComeInTheirOrder() {
        append(ACME, "1", "2", "3");

        assertThat(drain(ACME, NOW)).containsExactly("1", "2", "3");
        assertThat(drain(ACME, NOW)).isEmpty();
        append(ACME, "4");
        assertThat(drain(ACME, NOW)).containsExactly("4");
    }

    @Test
    void aMessageComesBackAsItWas() {
        OutboxMessage message = new OutboxMessage(
                ACME, "invoice.issued", "INV-1", "{\"a\": \"é\uD83D\uDE00\", \"n\": 1.10}", START.plusNanos(1_000));
        run(ACME, () -> storage.outbox().append(message));

        assertThat(claim(ACME, NOW).orElseThrow().message()).isEqualTo(message);
    }

    @Test
    void aMessageIsKeptWithTheChangeOrNotAtAll() {
        undone(Scope.of(ACME), () -> storage.outbox().append(message(ACME, "1")));

        assertThat(due(NOW)).isEmpty();
        assertThat(drain(ACME, NOW)).isEmpty();
    }

    @Test
    void dueIsWhoHasSomethingToDeliverTheLongestWaitingFirst() {
        run(GLOBEX, () -> storage.outbox().append(message(GLOBEX, "1", START)));
        run(ACME, () -> storage.outbox().append(message(ACME, "1", START.plusSeconds(1))));

        assertThat(due(NOW)).containsExactly(GLOBEX, ACME);
        assertThat(asSystem(() -> storage.outbox().dueBy(NOW, 1))).containsExactly(GLOBEX);
        drain(GLOBEX, NOW);
        assertThat(due(NOW)).containsExactly(ACME);
    }

    @Test
    void whatOneHasClaimedNobodyElseGetsUntilTheTimeIsOver() {
        append(ACME, "1", "2");
        Claim first = claim(ACME, NOW).orElseThrow();

        assertThat(claim(ACME, NOW)).isEmpty();
        assertThat(due(NOW)).isEmpty();

        Claim again = claim(ACME, NOW.plus(MINUTE)).orElseThrow();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void whatWasGivenBackOrDeliveredIsClaimedNoLonger() {
        append(ACME, "1", "2");
        Claim first = claim(ACME, NOW).orElseThrow();
        run(ACME, () -> storage.outbox().retry(first, NOW, "no"));
        Claim again = claim(ACME, NOW).orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);
        run(ACME, () -> storage.outbox().delivered(again));

        assertThat(due(NOW)).containsExactly(ACME);
        assertThat(claim(ACME, NOW).orElseThrow().message().key()).isEqualTo("2");
    }

    @Test
    void whoWasTooSlowHasDeliveredAndDecidesNothingElse() {
        append(ACME, "1", "2");
        Claim slow = claim(ACME, NOW).orElseThrow();
        Claim quick = claim(ACME, NOW.plus(MINUTE)).orElseThrow();

        run(ACME, () -> storage.outbox().retry(slow, NOW, "too slow"));
        run(ACME, () -> storage.outbox().bury(slow, NOW, "too slow"));
        assertThat(claim(ACME, NOW.plus(MINUTE))).isEmpty();
        assertThat(buried(ACME)).isEmpty();
        run(ACME, () -> storage.outbox().delivered(slow));
        assertThat(claim(ACME, NOW.plus(MINUTE))).isEmpty();
        run(ACME, () -> storage.outbox().delivered(quick));
        assertThat(drain(ACME, NOW)).containsExactly("2");
    }

    @Test
    void whatSomebodyTooSlowDeliveredIsNotDueAgainThoughItsHolderWantsToRetry() {
        append(ACME, "1");
        Claim slow = claim(ACME, NOW).orElseThrow();
        Claim quick = claim(ACME, NOW.plus(MINUTE)).orElseThrow();
        run(ACME, () -> storage.outbox().delivered(slow));
        run(ACME, () -> storage.outbox().retry(quick, NOW, "no"));

        assertThat(claim(ACME, NOW)).isEmpty();
        assertThat(due(NOW)).isEmpty();
        append(ACME, "2");
        Claim next = claim(ACME, NOW).orElseThrow();
        assertThat(next.message().key()).isEqualTo("2");
        assertThat(next.attempt()).isEqualTo(1);
    }

    @Test
    void ofAllThatDeliverAMessageOneIsToldSo() {
        append(ACME, "1");
        Claim slow = claim(ACME, NOW).orElseThrow();
        Claim quick = claim(ACME, NOW.plus(MINUTE)).orElseThrow();

        assertThat(in(ACME, () -> storage.outbox().delivered(slow))).isTrue();
        assertThat(in(ACME, () -> storage.outbox().delivered(quick))).isFalse();
        assertThat(in(ACME, () -> storage.outbox().delivered(slow))).isFalse();
    }

    @Test
    void whatFailsIsTriedAgainAndHoldsBackTheMessagesBehindIt() {
        append(ACME, "1", "2");
        Claim first = claim(ACME, NOW).orElseThrow();
        assertThat(first.attempt()).isEqualTo(1);
        run(ACME, () -> storage.outbox().retry(first, NOW.plusSeconds(5), "no"));

        assertThat(claim(ACME, NOW.plusSeconds(4))).isEmpty();
        append(ACME, "3");
        assertThat(due(NOW.plusSeconds(4))).isEmpty();
        Claim second = claim(ACME, NOW.plusSeconds(5)).orElseThrow();
        assertThat(second.message().key()).isEqualTo("1");
        assertThat(second.attempt()).isEqualTo(2);
        run(ACME, () -> storage.outbox().delivered(second));
        assertThat(claim(ACME, NOW).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void whatIsBuriedIsOutOfTheWay() {
        append(ACME, "1", "2");
        Claim first = claim(ACME, NOW).orElseThrow();
        run(ACME, () -> storage.outbox().bury(first, NOW, "never"));

        assertThat(drain(ACME, NOW)).containsExactly("2");
        assertThat(buried(ACME)).containsExactly(message(ACME, "1"));
        assertThat(buried(GLOBEX)).isEmpty();
    }

    @Test
    void ofManyThatClaimAMessageOneDoes() {
        append(ACME, "1", "2");

        List<Optional<Claim>> claims = Race.of(thread -> claim(ACME, NOW));

        assertThat(claims.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    void whatManyAppendWhileManyDeliverIsDeliveredOnceAndInOrder() {
        List<List<String>> delivered = Race.of(8, thread -> {
            List<String> mine = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                if (thread < 4) {
                    append(ACME, thread + "-" + i);
                } else {
                    mine.addAll(drain(ACME, NOW));
                }
            }
            return mine;
        });
        List<String> all =
                new ArrayList<>(delivered.stream().flatMap(List::stream).toList());
        all.addAll(drain(ACME, NOW));

        assertThat(all).hasSize(80).doesNotHaveDuplicates();
        assertThat(drain(ACME, NOW)).isEmpty();
    }

    @Test
    void nobodyTouchesTheMessagesOfAnAccountThatIsNotBound() {
        assertThatIllegalStateException().isThrownBy(() -> append(ACME, GLOBEX));
        append(ACME, "1");
        assertThatIllegalStateException()
                .isThrownBy(() -> in(GLOBEX, () -> storage.outbox().claim(ACME, NOW, NOW)));
        assertThatIllegalStateException()
                .isThrownBy(() -> in(GLOBEX, () -> storage.outbox().buried(ACME)));
    }

    private void append(AccountId bound, AccountId other) {
        run(bound, () -> storage.outbox().append(message(other, "1")));
    }

    private void append(AccountId account, String... keys) {
        for (String key : keys) {
            run(account, () -> storage.outbox().append(message(account, key)));
        }
    }

    private static OutboxMessage message(AccountId account, String key) {
        return message(account, key, START);
    }

    private static OutboxMessage message(AccountId account, String key, Instant at) {
        return new OutboxMessage(account, "test", key, "{}", at);
    }

    private Optional<Claim> claim(AccountId account, Instant now) {
        return in(account, () -> storage.outbox().claim(account, now, now.plus(MINUTE)));
    }

    /** Delivers everything due; returns the keys. */
    private List<String> drain(AccountId account, Instant now) {
        List<String> keys = new ArrayList<>();
        Optional<Claim> next = claim(account, now);
        while (next.isPresent()) {
            Claim claim = next.get();
            keys.add(claim.message().key());
            run(account, () -> storage.outbox().delivered(claim));
            next = claim(account, now);
        }
        return keys;
    }

    private List<AccountId> due(Instant instant) {
        return asSystem(() -> storage.outbox().dueBy(instant, 10));
    }

    private List<OutboxMessage> buried(AccountId account) {
        return in(account, () -> storage.outbox().buried(account));
    }
}
