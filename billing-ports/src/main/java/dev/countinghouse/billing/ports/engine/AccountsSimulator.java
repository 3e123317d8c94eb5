package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Simulations;
import dev.countinghouse.billing.ports.driving.SimulateAccounts;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes orders, and tells how far they are: all of it the system's, since they are about many accounts. */
final class AccountsSimulator implements SimulateAccounts {

    private final Books books;
    private final Simulations simulations;

    AccountsSimulator(Books books) {
        this.books = books;
        this.simulations = books.simulations();
    }

    private <T> T asSystem(Supplier<T> work) {
        return books.transactions().inTransaction(Scope.SYSTEM, work);
    }

    @Override
    public Outcome order(SimulationId id, SimulationOrder wanted) {
        Period range = new Period(
                Books.kept(wanted.range().start()), Books.kept(wanted.range().end()));
        SimulationOrder order = new SimulationOrder(wanted.terms(), wanted.accounts(), range);
        return asSystem(() -> {
            requireKnown(order.terms());
            requireKnown(order.accounts());
            simulations.add(SimulationJob.queued(id, order, books.now()));
            Progress there = progress(id);
            return there.job().order().equals(order)
                    ? new Outcome.Ordered(there)
                    : new Outcome.Conflict("simulation '" + id + "' was ordered at "
                            + there.job().orderedAt() + " with other content: take another id");
        });
    }

    private void requireKnown(SimulatedTerms terms) {
        if (terms instanceof SimulatedTerms.Published published) {
            PlanVersionId id = published.plan();
            PlanSimulator.requireMain(books.catalogues().planVersion(id).orElseThrow(() -> unknownVersion(id)));
        } else if (terms instanceof SimulatedTerms.Drafted drafted) {
            PlanSimulator.requireMain(Lookups.plan(drafted.draft(), drafted.plan()));
        }
    }

    private UnknownException unknownVersion(PlanVersionId id) {
        return new UnknownException("there is no plan version '" + id + "', the versions of the plan are "
                + versionsOf(id.plan()).stream().map(PlanVersion::id).toList());
    }

    private List<PlanVersion> versionsOf(PlanKey plan) {
        return books.catalogues().versionsOf(plan);
    }

    private void requireKnown(SimulatedAccounts accounts) {
        if (accounts instanceof SimulatedAccounts.OnPlan on
                && versionsOf(on.plan()).isEmpty()) {
            throw new UnknownException("there is no plan '" + on.plan() + "' that accounts could be on");
        }
        if (accounts instanceof SimulatedAccounts.Listed listed) {
            Map<String, AccountId> owners = books.accounts()
                    .ownersOf(listed.accounts().stream().map(AccountId::value).toList());
            for (AccountId account : listed.accounts()) {
                if (!account.equals(owners.get(account.value()))) {
                    throw new UnknownException("there is no account '" + account + "'");
                }
            }
        }
    }

    private Progress progress(SimulationId id) {
        SimulationJob job =
                simulations.find(id).orElseThrow(() -> new UnknownException("there is no simulation '" + id + "'"));
        return new Progress(job, simulations.tally(id));
    }

    @Override
    public Optional<Progress> find(SimulationId id) {
        return asSystem(() -> simulations.find(id).map(job -> new Progress(job, simulations.tally(id))));
    }

    @Override
    public Progress cancel(SimulationId id) {
        return asSystem(() -> {
            simulations.finish(id, SimulationJob.State.CANCELLED, books.now(), Optional.empty());
            return progress(id);
        });
    }

    @Override
    public List<SimulationResult> results(SimulationId id, Optional<AccountId> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", a page holds at least 1 result");
        }
        return asSystem(() -> {
            progress(id);
            return simulations.results(id, after, limit);
        });
    }
}
