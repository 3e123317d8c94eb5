package dev.countinghouse.billing.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final EndpointId ENDPOINT = new EndpointId("0".repeat(32));
    private static final AccountId ACME = new AccountId("acme");

    private final RandomGenerator none = () -> 0;

    @Test
    void theScheduleLasts75HoursAndTenTries() {
        Duration all = Duration.ZERO;
        int tries = 1;
        for (Optional<Duration> wait = wait(tries, none); wait.isPresent(); wait = wait(tries, none)) {
            all = all.plus(wait.get());
            tries++;
        }

        assertThat(tries).isEqualTo(10);
        assertThat(all).isEqualTo(Duration.parse("PT75H35M5S"));
    }

    @Test
    void aWaitIsDrawnOutByATenthAtMost() {
        SplittableRandom random = new SplittableRandom(1);
        for (int tries = 1; tries < 10; tries++) {
            Duration least = wait(tries, none).orElseThrow();
            for (int i = 0; i < 100; i++) {
                assertThat(wait(tries, random).orElseThrow()).isBetween(least, least.plus(least.dividedBy(10)));
            }
        }
        assertThat(List.of(wait(9, random), wait(9, random), wait(9, random))).doesNotHaveDuplicates();
    }

    private static Optional<Duration> wait(int tries, RandomGenerator random) {
        return RetrySchedule.STANDARD.waitAfter(tries, random);
    }

    @Test
    void aDeliveryCountsItsAttemptsAndAReplayItsTriesAnew() {
        Delivery begun =
                Delivery.begin(ACME, ENDPOINT, MessageId.of(ACME, "a.b", "1"), "a.b", "{}", NOW.minusSeconds(5), NOW);
        assertThat(begun.isDueBy(NOW.minusNanos(1))).isFalse();
        assertThat(begun.isDueBy(NOW)).isTrue();

        Delivery claimed = begun.claimed(NOW.plusSeconds(60));
        assertThat(claimed.isDueBy(NOW.plusSeconds(59))).isFalse();
        Delivery failed = claimed.retryAt(NOW.plusSeconds(5), "no")
                .claimed(NOW.plusSeconds(60))
                .failed(NOW, "no");
        assertThat(failed.attempts()).isEqualTo(2);
        assertThat(failed.isDueBy(Instant.MAX)).isFalse();
        Delivery again = failed.replayed(NOW).claimed(NOW.plusSeconds(60));
        assertThat(again.attempts()).isEqualTo(3);
        assertThat(again.tries()).isEqualTo(1);
        assertThat(again.message()).isEqualTo(begun.message());
        assertThat(again.delivered(NOW).lastFailure()).isEmpty();
    }

    @Test
    void anEndpointWantsWhatItNames() {
        EventFilter some = EventFilter.of(List.of("invoice.*", "subscription.ended"));

        assertThat(some.matches("invoice.issued")).isTrue();
        assertThat(some.matches("invoice")).isFalse();
        assertThat(some.matches("invoices.issued")).isFalse();
        assertThat(some.matches("subscription.ended")).isTrue();
        assertThat(some.matches("subscription.ended.twice")).isFalse();
        assertThat(EventFilter.ALL.matches("anything")).isTrue();
        for (String wrong : List.of("", "*", "Invoice.issued", "invoice.", "invoice*", ".issued", "a b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventFilter.of(List.of(wrong)))
                    .withMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void secretsOverlapWhileARotationLastsAndNotTooMany() {
        Endpoint endpoint = endpoint();
        Endpoint rotated = endpoint.rotated("second", NOW, Duration.ofHours(1));

        assertThat(rotated.liveSecrets(NOW.plusSeconds(3599)))
                .extracting(SealedSecret::sealed)
                .containsExactly("first", "second");
        assertThat(rotated.liveSecrets(NOW.plusSeconds(3600)))
                .extracting(SealedSecret::sealed)
                .containsExactly("second");
        assertThat(endpoint.rotated("second", NOW, Duration.ZERO).liveSecrets(NOW))
                .extracting(SealedSecret::sealed)
                .containsExactly("second");
        Endpoint often = endpoint;
        for (int i = 0; i < 4; i++) {
            assertThat(often.canRotateAt(NOW)).isTrue();
            often = often.rotated("more", NOW, Duration.ofHours(1));
        }
        assertThat(often.canRotateAt(NOW)).isFalse();
        assertThat(often.canRotateAt(NOW.plusSeconds(3600))).isTrue();
    }

    @Test
    void aDisabledEndpointWantsNothingAndKeepsItsFirstReason() {
        Endpoint disabled = endpoint().disabled(NOW, "gone").disabled(NOW.plusSeconds(1), "again");

        assertThat(disabled.wants("invoice.issued")).isFalse();
        assertThat(disabled.disabled()).contains(new Endpoint.Disabled(NOW, "gone"));
        assertThat(disabled.enabled().wants("invoice.issued")).isTrue();
    }

    private static Endpoint endpoint() {
        return new Endpoint(
                ENDPOINT,
                Optional.of(ACME),
                Channel.WEBHOOK,
                "https://example.com",
                EventFilter.ALL,
                "",
                NOW,
                Optional.empty(),
                List.of(new SealedSecret("first", NOW, Optional.empty())));
    }
}
