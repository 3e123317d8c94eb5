package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.session.SandboxTemplate;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import dev.countinghouse.billing.ports.standin.InfrastructureStandIn;
import dev.countinghouse.billing.ports.standin.ProviderBehaviour;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Accounts and sessions with infrastructure of a provider that stands in for a real one. */
abstract class ProvisionCase extends CreditCase {

    static final SandboxTemplate PYTHON = new SandboxTemplate("python");

    protected InfrastructureStandIn provider = new InfrastructureStandIn(StandInBook.inMemory());
    protected BillingEngine engine = BillingEngine.builder().inMemory().build();

    @BeforeEach
    void connect() {
        provider = new InfrastructureStandIn(StandInBook.inMemory());
        engine = over(provider);
    }

    /** Another process, which may have another way to the provider. */
    protected final BillingEngine over(InfrastructureProvider infrastructure) {
        return BillingEngine.builder()
                .storage(bench.storage)
                .testClock(bench.clock)
                .worldClock(bench.clock)
                .infrastructure(infrastructure)
                .build();
    }

    protected final void behaves(ResourceKind kind, ProviderBehaviour behaviour) {
        provider.behave(ACME, kind, behaviour);
    }

    protected static ProvisionAccount.Order wish(String id, String plan) {
        return new ProvisionAccount.Order(
                new ProvisionId(id),
                new Purpose.OfAccount(
                        Workbench.account(ACME, ZoneOffset.UTC, USD), new SubscriptionId("main"), new PlanKey(plan)));
    }

    protected final Provision provision(String id) {
        ProvisionAccount.Outcome outcome = engine.provisionAccount().provision(wish(id, "free"));
        assertThat(outcome).isInstanceOf(ProvisionAccount.Outcome.Kept.class);
        return ((ProvisionAccount.Outcome.Kept) outcome).provision();
    }

    protected static SessionOrder boxed(String id) {
        return RunSessionsContract.order(id, "gpu").in(PYTHON);
    }

    /** What exists at the provider, by kind. */
    protected final List<ResourceKind> existing() {
        return provider.existing(ACME).stream()
                .map(resource -> resource.order().kind())
                .sorted()
                .toList();
    }

    protected final boolean isOpened() {
        return engine.readAccounts().find(ACME).isPresent();
    }

    /** What can be spent; empty if there is no account, or it has no credits. */
    protected final Optional<String> spendable() {
        return isOpened()
                ? engine.readCredits().balances(ACME).stream()
                        .map(balance -> balance.available().toDecimal())
                        .findFirst()
                : Optional.empty();
    }

    /** Some minutes later, so that it is time to look. */
    protected final void resume() {
        bench.clock.advance(Duration.ofMinutes(9));
        engine.resumeProvisions().resume(100);
    }
}
