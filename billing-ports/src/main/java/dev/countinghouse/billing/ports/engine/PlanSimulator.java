package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.SimulatePlan;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class PlanSimulator implements SimulatePlan {

    private final Books books;

    PlanSimulator(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Simulation> simulate(
            AccountId account, PlanVersion plan, Map<MeterKey, Meter> draftMeters, Period range) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            requireMain(plan);
            requireMeters(view, plan, draftMeters);
            AccountSimulation simulation =
                    new AccountSimulation(view, Supposition.plan(plan, draftMeters), range, period -> period.start()
                            .isBefore(books.now()));
            Optional<Skipped> obstacle = simulation.obstacle();
            if (obstacle.filter(skipped -> skipped.reason() != Reason.NO_PERIOD).isPresent()) {
                throw new IllegalArgumentException(obstacle.get().detail());
            }
            return obstacle.isPresent()
                    ? Optional.empty()
                    : Optional.of(of(simulation.compare(), view.account().currency()));
        });
    }

    static void requireMain(PlanVersion plan) {
        if (plan.role() != PlanVersion.Role.MAIN) {
            throw new IllegalArgumentException("plan " + plan.id().plan() + " is an add-on, an account can be"
                    + " simulated under a main plan only");
        }
    }

    private static void requireMeters(AccountView view, PlanVersion plan, Map<MeterKey, Meter> draftMeters) {
        Stream<MeterKey> priced = plan.charges().stream().flatMap(charge -> charge.meter().stream());
        Stream.concat(priced, plan.allowances().keySet().stream())
                .filter(meter -> !draftMeters.containsKey(meter))
                .forEach(meter -> Lookups.meter(view.catalogue(), meter));
    }

    private static Simulation of(List<AccountSimulation.Compared> compared, Currency currency) {
        List<Comparison> periods = compared.stream()
                .map(each -> new Comparison(
                        each.period(),
                        AccountSimulation.settled(each.actual(), currency),
                        AccountSimulation.settled(each.simulated(), currency)))
                .toList();
        Money zero = Money.zero(currency);
        return new Simulation(
                periods,
                periods.stream().map(Comparison::actual).reduce(zero, Money::plus),
                periods.stream().map(Comparison::simulated).reduce(zero, Money::plus));
    }
}
