package dev.countinghouse.billing.domain.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Provision.Phase;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionTest {

    private static final AccountId ACME = new AccountId("acme");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Purpose FOR_ACME = new Purpose.OfAccount(
            Account.named(ACME, "Acme", ZoneOffset.UTC, Currency.getInstance("USD")),
            new SubscriptionId("main"),
            new PlanKey("free"));

    private static Provision begun() {
        return Provision.begin(ACME, new ProvisionId("one"), FOR_ACME, NOW);
    }

    private static Provision created(int steps) {
        Provision provision = begun();
        for (int i = 1; i <= steps; i++) {
            provision = provision.created("ref-" + i);
        }
        return provision;
    }

    private static Optional<ResourceKind> next(Provision provision) {
        return provision.next().map(ResourceOrder::kind);
    }

    @Test
    void stepsAreAskedForOneAfterTheOtherAndKnowWhatTheyBuildOn() {
        assertThat(next(begun())).contains(ResourceKind.SERVICE_ACCOUNT);
        assertThat(next(created(1))).contains(ResourceKind.IDENTITY);
        assertThat(created(2).next().orElseThrow().details())
                .isEqualTo(Map.of("plan", "free", "service_account", "ref-1", "identity", "ref-2"));
        Provision all = created(3);
        assertThat(all.next()).isEmpty();
        assertThat(all.isComplete()).isTrue();
        assertThat(all.ready().phase()).isEqualTo(Phase.READY);
        assertThat(all.ready().next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, UNDONE, ''", "1, COMPENSATING, SERVICE_ACCOUNT", "2, COMPENSATING, IDENTITY SERVICE_ACCOUNT"})
    void whatIsRefusedTakesBackWhatWasBeforeItInReverse(int done, Phase phase, String deleted) {
        Provision refused = created(done).refused("no room");
        assertThat(refused.phase()).isEqualTo(phase);
        assertThat(undo(refused)).isEqualTo(deleted);
    }

    @Test
    void whoCallsItOffHasAlsoTheOneDeletedThatMayExist() {
        assertThat(undo(created(1).ended("called off"))).isEqualTo("IDENTITY SERVICE_ACCOUNT");
        Provision removing = created(3).ready().ended("not wanted");
        assertThat(removing.phase()).isEqualTo(Phase.REMOVING);
        assertThat(undo(removing)).isEqualTo("STORAGE IDENTITY SERVICE_ACCOUNT");
    }

    private static String undo(Provision provision) {
        List<String> deleted = new ArrayList<>();
        Provision now = provision;
        while (now.next().isPresent()) {
            deleted.add(now.next().orElseThrow().kind().name());
            now = now.deleted();
        }
        assertThat(now.phase().isOver()).isTrue();
        assertThat(now.reason()).isPresent().isEqualTo(provision.reason());
        assertThat(now.ended("again")).isEqualTo(now);
        return String.join(" ", deleted);
    }

    @Test
    void whatIsNotItsTurnIsABug() {
        assertThatThrownBy(() -> created(2).ready()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> created(3).created("more")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> created(3).ready().created("late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begun().deleted()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begun().refused("no").refused("no")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Provision(
                        ACME, new ProvisionId("one"), FOR_ACME, List.of(), Phase.READY, Optional.empty(), NOW, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERVICE_ACCOUNT");
    }

    @Test
    void keysAreTheSameForTheSameWishAndNoOther() {
        Set<ResourceKey> keys = new HashSet<>();
        for (String account : List.of("acme", "acm")) {
            for (String id : List.of("one", "e-one")) {
                AccountId owner = new AccountId(account);
                Purpose purpose = new Purpose.OfSession(
                        new SessionId("s"), new SandboxTemplate("python"), new TreeMap<>(Map.of("size", "gpu")));
                Provision provision = Provision.begin(owner, new ProvisionId(id), purpose, NOW);
                keys.add(provision.next().orElseThrow().key());
                assertThat(provision.next()).isEqualTo(provision.revised().next());
                assertThat(provision.next().orElseThrow().details())
                        .isEqualTo(Map.of("session", "s", "template", "python", "attributes.size", "gpu"));
            }
        }
        assertThat(keys).hasSize(4);
        assertThat(begun().next().orElseThrow().key())
                .isNotEqualTo(created(1).next().orElseThrow().key());
    }

    /** Whatever is answered and called off in whatever order: in the end there is everything or nothing. */
    @Test
    void itEndsWithAllOrNothing() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Set<ResourceKey> there = new HashSet<>();
            Provision now = begun();
            while (now.isOpen()) {
                ResourceOrder order = now.next().orElseThrow();
                if (random.nextInt(6) == 0) {
                    now = now.ended("called off");
                } else if (!now.isCreating()) {
                    there.remove(order.key());
                    now = now.deleted();
                } else if (random.nextInt(6) == 0 && !there.contains(order.key())) {
                    now = now.refused("no room");
                } else {
                    there.add(order.key());
                    Provision after = now.created(order.key().value());
                    // the answer is lost now and then
                    now = random.nextInt(4) == 0 ? now : after.isComplete() ? after.ready() : after;
                }
            }
            assertThat(there).as("seed %d: %s", seed, now).hasSize(now.phase() == Phase.READY ? 3 : 0);
        }
    }
}
