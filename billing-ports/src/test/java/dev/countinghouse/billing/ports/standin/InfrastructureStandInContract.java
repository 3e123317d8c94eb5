package dev.countinghouse.billing.ports.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.ResourceKey;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.provision.ResourceOrder;
import dev.countinghouse.billing.ports.driven.CreateOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the port promises, and the ways the stand-in fails, over a book of some kind. */
public abstract class InfrastructureStandInContract {

    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");

    private StandInBook book;
    private InfrastructureStandIn provider;

    protected abstract StandInBook emptyBook();

    @BeforeEach
    void build() {
        book = emptyBook();
        provider = new InfrastructureStandIn(book);
    }

    private static ResourceOrder order(AccountId account, String key, String plan) {
        return new ResourceOrder(
                new ResourceKey(key), account, ResourceKind.STORAGE, new TreeMap<>(Map.of("plan", plan)));
    }

    private static ResourceOrder order(String key) {
        return order(ACME, key, "free");
    }

    private void behaves(ProviderBehaviour behaviour) {
        provider.behave(ACME, ResourceKind.STORAGE, behaviour);
    }

    private List<String> existing() {
        return provider.existing(ACME).stream()
                .map(resource -> resource.order().key().value())
                .toList();
    }

    @Test
    void underOneKeyItIsCreatedOnceAndForOneWish() {
        CreateOutcome first = provider.create(order("a"));
        assertThat(provider.create(order("a"))).isEqualTo(first).isEqualTo(new CreateOutcome.Created("storage/a"));
        provider.create(order("b"));
        provider.create(order(GLOBEX, "c", "free"));

        assertThat(existing()).containsExactly("a", "b");
        assertThat(provider.existing(GLOBEX))
                .containsExactly(new StandInResource(order(GLOBEX, "c", "free"), "storage/c"));
        assertThatThrownBy(() -> provider.create(order(ACME, "a", "pro")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pro");
    }

    @Test
    void whatIsDeletedIsGoneForGoodAlsoIfItWasNeverThere() {
        provider.create(order("a"));
        for (int again = 1; again <= 2; again++) {
            provider.delete(order("a"));
            provider.delete(order("late"));
        }

        assertThat(existing()).isEmpty();
        assertThat(provider.create(order("a"))).isInstanceOf(CreateOutcome.Refused.class);
        assertThat(provider.create(order("late"))).isInstanceOf(CreateOutcome.Refused.class);
        assertThat(existing()).isEmpty();
    }

    @Test
    void aRefusalDoesNothingAndMayBeGrantedLater() {
        behaves(ProviderBehaviour.REFUSES);
        assertThat(provider.create(order("a"))).isInstanceOf(CreateOutcome.Refused.class);
        assertThat(existing()).isEmpty();
        behaves(ProviderBehaviour.WORKS);
        assertThat(provider.create(order("a"))).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    void aTimeOutSaysNothingAndAskingAgainFindsOut() {
        behaves(ProviderBehaviour.TIMES_OUT_BEFORE_CREATING);
        assertThatThrownBy(() -> provider.create(order("before"))).isInstanceOf(UnavailableException.class);
        assertThat(existing()).isEmpty();
        assertThat(provider.create(order("before"))).isInstanceOf(CreateOutcome.Created.class);

        behaves(ProviderBehaviour.TIMES_OUT_AFTER_CREATING);
        assertThatThrownBy(() -> provider.create(order("after"))).isInstanceOf(UnavailableException.class);
        assertThat(existing()).containsExactly("after", "before");
        assertThat(provider.create(order("after"))).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    void deletingFailsBeforeAndAfterItIsDone() {
        behaves(ProviderBehaviour.FAILS_TO_DELETE_TWICE);
        provider.create(order("a"));
        assertThatThrownBy(() -> provider.delete(order("a"))).isInstanceOf(UnavailableException.class);
        assertThat(existing()).containsExactly("a");
        assertThatThrownBy(() -> provider.delete(order("a"))).isInstanceOf(UnavailableException.class);
        assertThat(existing()).isEmpty();
        provider.delete(order("a"));
    }

    @Test
    void whoIsDownDoesNothingForThisAccountAndKind() {
        behaves(ProviderBehaviour.DOWN);
        assertThatThrownBy(() -> provider.create(order("a"))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> provider.delete(order("a"))).isInstanceOf(UnavailableException.class);
        assertThat(existing()).isEmpty();
        assertThat(provider.create(order(GLOBEX, "b", "free"))).isInstanceOf(CreateOutcome.Created.class);
        behaves(ProviderBehaviour.WORKS);
        assertThat(provider.create(order("a"))).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    void itRemembersWhatItsBookDoes() {
        provider.create(order("a"));
        behaves(ProviderBehaviour.REFUSES);
        InfrastructureStandIn restarted = new InfrastructureStandIn(book);

        assertThat(restarted.existing(ACME)).hasSize(1);
        assertThat(restarted.create(order("b"))).isInstanceOf(CreateOutcome.Refused.class);
    }

    @Test
    void ofManyAtOnceOneCreatesAndAllGetTheSame() {
        assertThat(Set.copyOf(Race.of(thread -> provider.create(order("a"))))).hasSize(1);
        assertThat(existing()).containsExactly("a");
    }

    @Test
    void whereSomeCreateAndSomeDeleteNothingStays() {
        Race.of(thread -> {
            if (thread % 2 == 0) {
                provider.delete(order("a"));
                return true;
            }
            return provider.create(order("a"));
        });
        assertThat(existing()).isEmpty();
    }
}
