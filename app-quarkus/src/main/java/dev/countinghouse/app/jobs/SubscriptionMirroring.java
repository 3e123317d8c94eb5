package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions;
import dev.countinghouse.billing.ports.driving.MirrorSubscriptions.Waiting;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps subscriptions at a provider that invoices like ours. */
@Singleton
final class SubscriptionMirroring implements Job {

    private static final Logger LOG = Logger.getLogger(SubscriptionMirroring.class);
    private static final int PAGE = 100;

    /** Empty where nobody else invoices. */
    private final Optional<MirrorSubscriptions> mirrors;

    /** Those that were named already: an account that waits is not named with each run. */
    private List<Waiting> named = List.of();

    SubscriptionMirroring(BillingEngine engine) {
        this.mirrors = engine.mirrorsSubscriptions() ? Optional.of(engine.mirrorSubscriptions()) : Optional.empty();
    }

    @Override
    public String name() {
        return "mirror-subscriptions";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        mirrors.ifPresent(this::runAll);
    }

    /** None that fails holds back another; in the end the first failure is thrown, with the others attached to it. */
    private void runAll(MirrorSubscriptions mirrors) {
        List<RuntimeException> failures = new ArrayList<>();
        List<AccountId> due = mirrors.due(PAGE);
        while (!due.isEmpty() && failures.size() < PAGE) {
            for (AccountId account : due) {
                try {
                    mirrors.mirror(account);
                } catch (RuntimeException failure) {
                    failures.add(new IllegalStateException(
                            "the subscriptions of account " + account + " could not be kept at the provider", failure));
                }
            }
            due = mirrors.due(PAGE);
        }
        name(mirrors.waiting(Optional.empty(), PAGE));
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void name(List<Waiting> waiting) {
        waiting.stream()
                .filter(each -> named.stream()
                        .noneMatch(before -> before.account().equals(each.account())
                                && before.reason().equals(each.reason())))
                .forEach(each -> LOG.warnf(
                        "the subscriptions of account %s are not at the provider as they are here: %s",
                        each.account(), each.reason()));
        named = waiting;
    }
}
