package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Outcome;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A March of customers on different plans, over when April has begun, and short words for simulating it. */
final class SimulatedMarch {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Period MARCH = new Period(START, Instant.parse("2026-04-01T00:00:00Z"));
    static final SimulationId ID = new SimulationId("what-if");
    static final SimulatedTerms ON_LARGE = new SimulatedTerms.Published(new PlanVersionId(new PlanKey("large"), 1));
    static final SimulatedAccounts ALL = new SimulatedAccounts.All();
    static final Catalogue DEARER =
            Workbench.catalogue(Shop.TEXT.replace("fee: 10.00", "fee: 12.00").replace("fee: 6.00", "fee: 7.50"));

    private SimulatedMarch() {}

    /** On small: 10 and 3, and 0.01 for each token beyond 1,000. */
    static void fill(Workbench bench) {
        bench.engine.publishCatalogue().publish(Shop.CATALOGUE);
        customer(bench, "basic", "small", 1_500);
        customer(bench, "boosted", "small", 2_000);
        bench.subscribe(bench.order(new SubscriptionId("boost"), new AccountId("boosted"), "boost", 2));
        customer(bench, "fresh", "fresh", 100);
        customer(bench, "weekly", "weekly", 100);
        AccountId euro = new AccountId("euro");
        bench.open(Workbench.account(euro, ZoneOffset.UTC, Currency.getInstance("EUR")));
        bench.subscribe(euro, "euro");
        bench.open(new AccountId("nothing"));
        bench.on("2026-04-02T00:00:00Z");
    }

    private static void customer(Workbench bench, String name, String plan, int tokens) {
        AccountId account = new AccountId(name);
        bench.open(account).subscribe(account, plan);
        bench.use(account, "used", Map.of("tokens", tokens, "model", "little"));
    }

    static SimulationOrder order(SimulatedTerms terms, SimulatedAccounts accounts) {
        return new SimulationOrder(terms, accounts, MARCH);
    }

    static Progress order(Workbench bench, SimulationOrder order) {
        return ((Outcome.Ordered) bench.engine.simulateAccounts().order(ID, order)).progress();
    }

    static void runAll(Workbench bench) {
        while (bench.engine.runSimulations().run(100) > 0) {
            continue;
        }
    }

    static Progress progress(Workbench bench) {
        return bench.engine.simulateAccounts().find(ID).orElseThrow();
    }

    static Map<String, String> results(Workbench bench) {
        Map<String, String> results = new TreeMap<>();
        for (SimulationResult result : bench.engine.simulateAccounts().results(ID, Optional.empty(), 99)) {
            results.put(
                    result.account().value(),
                    result.outcome() instanceof Compared compared
                            ? compared.actual().toDecimal() + " "
                                    + compared.simulated().toDecimal()
                            : ((Skipped) result.outcome()).reason().toString());
        }
        return results;
    }
}
