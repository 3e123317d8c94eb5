package dev.countinghouse.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.redis.server.TestRedis;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderCase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left behind in a server. */
class RedisKeysTest extends LeaseHolderCase {

    private static final AccountId ODD = new AccountId("a{b} é%");
    private static final Duration DAY = Duration.ofDays(1);

    private final String name = "test-" + UUID.randomUUID();

    @Override
    protected LeaseHolder emptyHolder() {
        return new RedisLeases(TestRedis.api(), name, Duration.ofSeconds(10));
    }

    @Test
    void allOfAnAccountIsInOnePlaceOfAClusterAndGoesByItself() {
        holder.lend(ODD, TOKENS, 1, Fraction.of(10), Instant.parse("2999-01-01T00:00:00Z"));
        for (String id : List.of("expired", "captured", "released")) {
            holder.spend(
                    new Wish(id).by(ODD).of(TOKENS, "1").rate("1", "9").slot(9).order());
        }
        holder.capture(ODD, new ReservationId("captured"), NOW);
        holder.release(ODD, new ReservationId("released"), NOW);
        Wish later = new Wish("open").by(ODD).at(EXPIRES, EXPIRES.plusSeconds(1));
        holder.spend(later.of(TOKENS, "1").rate("1", "9").slot(9).order());

        List<String> keys = keys();
        String account = "countinghouse:" + name + ":{a%007bb%007d%0020%00e9%0025}:";
        assertThat(ask(Command.GET, account + "call:expired").toString()).startsWith("e");
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        account + "call:open",
                        account + "call:expired",
                        account + "call:captured",
                        account + "call:released",
                        account + "ends",
                        account + "leases",
                        account + "open",
                        account + "rate:1772359200000001:limit/minute",
                        account + "slot:limit/at-once");
        assertThat(keys).allSatisfy(key -> assertThat(
                        Duration.ofMillis(ask(Command.PTTL, key).toLong()))
                .isGreaterThan(DAY.minusMinutes(1)));
        assertThat(keys)
                .filteredOn(key -> !key.endsWith("leases") && !key.endsWith("ends"))
                .allSatisfy(key -> assertThat(
                                Duration.ofMillis(ask(Command.PTTL, key).toLong()))
                        .isLessThan(DAY.plusHours(2)));
    }

    /** The clock of the engine may be moved by tests; the server's then says nothing of what is over. */
    @Test
    void whatIsLentForATimeThatTheServerThinksIsOverIsKept() {
        holder.lend(ACME, TOKENS, 1, Fraction.of(10), Instant.EPOCH.plusSeconds(60));
        Wish early = new Wish("early")
                .at(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))
                .of(TOKENS, "1");
        assertThat(holder.spend(early.order())).isInstanceOf(LeaseHolder.Outcome.Spent.class);
        assertThat(find("early", Instant.EPOCH)).isPresent();
    }

    /** As those of limits that are for each user: they come and go. */
    @Test
    void leasesThatAreLongOverMakeRoom() {
        String leases = "countinghouse:" + name + ":{acme}:leases";
        for (int user = 0; user < 500; user++) {
            holder.lend(ACME, new BoundKey("limit/each/u" + user), 1, Fraction.ONE, UNTIL.plus(Duration.ofHours(user)));
        }
        assertThat(ask(Command.HLEN, leases).toInteger())
                .as("two fields for each of the last day")
                .isEqualTo(2 * 25);
        assertThat(ask(Command.ZCARD, "countinghouse:" + name + ":{acme}:ends").toInteger())
                .isEqualTo(25);
        holder.recall(ACME);
        assertThat(holder.standings(ACME, Set.of(new BoundKey("limit/each/u499")), NOW))
                .contains(Map.of());
    }

    @Test
    void aRecallLeavesNothingBehindWhereThereIsNothing() {
        holder.recall(ACME);
        assertThat(keys()).isEmpty();
    }

    @Test
    void aTimeThatIsFarAwayIsNoTrouble() {
        holder.lend(ACME, TOKENS, 1, Fraction.of(10), Instant.MAX);
        Wish forever = new Wish("forever").at(NOW, Instant.MAX).of(TOKENS, "1").slot(1);
        assertThat(holder.spend(forever.order())).isInstanceOf(LeaseHolder.Outcome.Spent.class);
        assertThat(capture("forever", NOW).orElseThrow().expiresAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void aNameHasTheFormThatStoragesKeep() {
        for (String wrong : List.of("", "Redis", "a{b}", "x".repeat(65))) {
            assertThatThrownBy(() -> new RedisLeases(TestRedis.api(), wrong, DAY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong + "'");
        }
    }

    private List<String> keys() {
        return ask(Command.KEYS, "countinghouse:" + name + ":*").stream()
                .map(Response::toString)
                .toList();
    }

    private static Response ask(Command command, String... arguments) {
        return new Server(TestRedis.api(), Duration.ofSeconds(10))
                .ask(redis -> redis.send(command, arguments))
                .orElseThrow();
    }
}
