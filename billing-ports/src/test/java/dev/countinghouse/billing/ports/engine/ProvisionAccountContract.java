package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.provision.ResourceKind.IDENTITY;
import static dev.countinghouse.billing.domain.provision.ResourceKind.SERVICE_ACCOUNT;
import static dev.countinghouse.billing.domain.provision.ResourceKind.STORAGE;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.Provision.Phase;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.provision.ResourceOrder;
import dev.countinghouse.billing.ports.driven.CreateOutcome;
import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ProvisionAccount.Outcome;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** C11: user creation with infrastructure, all of it or nothing. */
public abstract class ProvisionAccountContract extends ProvisionCase {

    private static final List<ResourceKind> ALL = List.of(SERVICE_ACCOUNT, IDENTITY, STORAGE);

    @Test
    void anAccountIsOpenedWithItsInfrastructureAndWelcomed() {
        Provision provision = provision("first");

        assertThat(provision.phase()).isEqualTo(Phase.READY);
        assertThat(provision.steps())
                .allSatisfy(step -> assertThat(step.reference()).isPresent());
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).contains("5");
        assertThat(engine.provisionAccount().find(ACME)).contains(provision);
    }

    @Test
    void theSameAgainAnswersTheSameAndSomethingElseIsAConflict() {
        Provision first = provision("first");
        assertThat(provision("first")).isEqualTo(first);

        assertThat(engine.provisionAccount().provision(wish("first", "pro"))).isInstanceOf(Outcome.Conflict.class);
        assertThat(engine.provisionAccount().provision(wish("second", "free")))
                .isInstanceOfSatisfying(
                        Outcome.Conflict.class, it -> assertThat(it.reason()).contains("'first'", "ready"));
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).contains("5");
    }

    @ParameterizedTest
    @EnumSource(
            value = ResourceKind.class,
            names = {"SERVICE_ACCOUNT", "IDENTITY", "STORAGE"})
    void whatIsRefusedIsTakenBackAndNoAccountIsOpened(ResourceKind kind) {
        behaves(kind, ProviderBehaviour.REFUSES);
        Provision provision = provision("first");

        assertThat(provision.phase()).isEqualTo(Phase.UNDONE);
        assertThat(provision.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains(kind.key()));
        assertThat(existing()).isEmpty();
        assertThat(isOpened()).isFalse();
        assertThat(provision("first")).as("asked again it stays so").isEqualTo(provision);

        behaves(kind, ProviderBehaviour.WORKS);
        assertThat(provision("second").phase()).isEqualTo(Phase.READY);
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).contains("5");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMES_OUT_BEFORE_CREATING, IDENTITY, 1",
        "TIMES_OUT_AFTER_CREATING, IDENTITY, 2",
        "TIMES_OUT_AFTER_CREATING, STORAGE, 3",
        "DOWN, SERVICE_ACCOUNT, 0"
    })
    void whatTheProviderDidNotAnswerIsFoundOutByTheJob(ProviderBehaviour behaviour, ResourceKind kind, int there) {
        behaves(kind, behaviour);
        assertThat(provision("first").phase()).isEqualTo(Phase.CREATING);
        assertThat(existing()).hasSize(there);
        assertThat(isOpened()).isFalse();
        resume();
        if (behaviour == ProviderBehaviour.DOWN) {
            assertThat(isOpened()).isFalse();
            behaves(kind, ProviderBehaviour.WORKS);
            resume();
        }

        assertThat(engine.provisionAccount().find(ACME))
                .hasValueSatisfying(it -> assertThat(it.phase()).isEqualTo(Phase.READY));
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).contains("5");
        assertThat(engine.resumeProvisions().resume(100)).isZero();
    }

    @Test
    void whatCannotBeDeletedAtOnceIsDeletedLater() {
        behaves(SERVICE_ACCOUNT, ProviderBehaviour.FAILS_TO_DELETE_TWICE);
        behaves(STORAGE, ProviderBehaviour.REFUSES);
        assertThat(provision("first").phase()).isEqualTo(Phase.COMPENSATING);
        assertThat(existing()).containsExactly(SERVICE_ACCOUNT);
        resume();
        assertThat(engine.provisionAccount().find(ACME).orElseThrow().isOpen()).isTrue();
        resume();

        assertThat(engine.provisionAccount().find(ACME))
                .hasValueSatisfying(it -> assertThat(it.phase()).isEqualTo(Phase.UNDONE));
        assertThat(existing()).isEmpty();
        assertThat(isOpened()).isFalse();
    }

    @Test
    void removingDeletesTheInfrastructureAndKeepsTheAccountWhichMayGetAnother() {
        provision("first");
        assertThat(engine.provisionAccount().remove(ACME))
                .hasValueSatisfying(it -> assertThat(it.phase()).isEqualTo(Phase.REMOVED));
        assertThat(engine.provisionAccount().remove(ACME))
                .hasValueSatisfying(it -> assertThat(it.phase()).isEqualTo(Phase.REMOVED));
        assertThat(existing()).isEmpty();
        assertThat(spendable()).contains("5");
        assertThat(engine.provisionAccount().remove(GLOBEX)).isEmpty();

        assertThat(provision("second").phase()).isEqualTo(Phase.READY);
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).as("welcomed once").contains("5");
    }

    @Test
    void whatIsRemovedWhileItIsBeingCreatedLeavesNothingThoughAnOrderWasOnItsWay() {
        InfrastructureProvider slow = new InfrastructureProvider() {
            @Override
            public CreateOutcome create(ResourceOrder order) {
                if (order.kind() == STORAGE) {
                    engine.provisionAccount().remove(ACME);
                }
                return provider.create(order);
            }

            @Override
            public void delete(ResourceOrder order) {
                provider.delete(order);
            }
        };
        Outcome outcome = over(slow).provisionAccount().provision(wish("first", "free"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Kept.class, kept -> assertThat(
                        kept.provision().phase())
                .isEqualTo(Phase.UNDONE));
        assertThat(existing()).isEmpty();
        assertThat(isOpened()).isFalse();
    }

    @Test
    void ofManyThatWantTheSameAtOnceAllGetOne() {
        List<Provision> answers = Race.of(16, thread -> provision("first"));

        // whoever was asked last answers what there is then: creating for those who were overtaken is not an answer
        assertThat(answers).allSatisfy(it -> assertThat(it.phase()).isEqualTo(Phase.READY));
        assertThat(existing()).isEqualTo(ALL);
        assertThat(spendable()).contains("5");
    }

    @Test
    void ofManyAttemptsAtOnceOneIsKept() {
        List<Outcome> answers =
                Race.of(16, thread -> engine.provisionAccount().provision(wish("attempt-" + thread, "free")));

        Set<String> kept = answers.stream()
                .filter(Outcome.Kept.class::isInstance)
                .map(it -> ((Outcome.Kept) it).provision().id().value())
                .collect(Collectors.toSet());
        assertThat(kept).hasSize(1);
        assertThat(existing()).isEqualTo(ALL);
    }

    @Test
    void whatCannotBeOpenedIsRefusedBeforeAnybodyIsAsked() {
        behaves(SERVICE_ACCOUNT, ProviderBehaviour.DOWN);
        assertThatThrownBy(() -> engine.provisionAccount().provision(wish("first", "none")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("none");
        bench.open(ACME).subscribe(ACME, "pro");
        assertThat(engine.provisionAccount().provision(wish("first", "free")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, it -> assertThat(it.reason()).contains("main"));
        assertThat(engine.provisionAccount().find(ACME)).isEmpty();
    }

    @Test
    void whatCannotBeOpenedAnyMoreWhenEverythingIsThereIsTakenBack() {
        InfrastructureProvider overtaken = new InfrastructureProvider() {
            @Override
            public CreateOutcome create(ResourceOrder order) {
                if (order.kind() == STORAGE) {
                    bench.open(ACME).subscribe(ACME, "pro");
                }
                return provider.create(order);
            }

            @Override
            public void delete(ResourceOrder order) {
                provider.delete(order);
            }
        };
        Outcome outcome = over(overtaken).provisionAccount().provision(wish("first", "free"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Kept.class, kept -> {
            assertThat(kept.provision().phase()).isEqualTo(Phase.UNDONE);
            assertThat(kept.provision().reason()).isPresent();
        });
        assertThat(existing()).isEmpty();
        assertThat(spendable())
                .as("what somebody else has opened stays as it is")
                .isNotEqualTo("5");
    }

    @Test
    void anAccountThatIsOpenGetsItsInfrastructureAllTheSame() {
        bench.open(ACME).subscribe(ACME, "free");
        assertThat(provision("first").phase()).isEqualTo(Phase.READY);
        assertThat(spendable()).contains("5");
    }

    @Test
    void nobodyIsAskedWithinATransactionOrWithoutAProvider() {
        assertThatThrownBy(() -> bench.storage.transactions().inTransaction(Scope.of(ACME), () -> provision("first")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bench.engine.provisionAccount().provision(wish("first", "free")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("infrastructure");
    }
}
