package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Reason;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Skipped;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Simulations;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.RunSimulations;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Goes through the accounts of a simulation in the order of their ids, each in a transaction of its own that reads the
 * account and keeps its result. The last result is where to go on: nothing else says how far it is, so nothing can be at
 * odds with it.
 */
final class SimulationRunner implements RunSimulations {

    /** Between two pages it is looked at whether the simulation was cancelled. */
    private static final int PAGE = 25;

    private static final int COUNTED_AT_ONCE = 1_000;

    private final Books books;
    private final Simulations simulations;

    SimulationRunner(Books books) {
        this.books = books;
        this.simulations = books.simulations();
    }

    private <T> T asSystem(Supplier<T> work) {
        return books.transactions().inTransaction(Scope.SYSTEM, work);
    }

    @Override
    public int run(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + ", at least 1 account has to be simulated");
        }
        int done = 0;
        Optional<UnavailableException> later = Optional.empty();
        for (SimulationId id : asSystem(simulations::unfinished)) {
            if (done < most) {
                try {
                    done += run(id, most - done);
                } catch (UnavailableException failure) {
                    later = Optional.of(failure);
                }
            }
        }
        if (later.isPresent()) {
            throw later.get();
        }
        return done;
    }

    private int run(SimulationId id, int most) {
        try {
            return new Run(asSystem(() -> simulations.find(id)).orElseThrow()).go(most);
        } catch (UnavailableException failure) {
            throw failure;
        } catch (RuntimeException impossible) {
            finish(id, State.FAILED, Optional.of(impossible.toString()));
            return 0;
        }
    }

    private void finish(SimulationId id, State state, Optional<String> failure) {
        asSystem(() -> {
            simulations.finish(id, state, books.now(), failure);
            return true;
        });
    }

    private final class Run {

        private final SimulationJob job;
        private final Supposition supposition;

        Run(SimulationJob job) {
            this.job = job;
            this.supposition = asSystem(() -> supposition(job.order().terms()));
            if (job.state() == State.QUEUED) {
                asSystem(() -> {
                    simulations.start(job.id(), count());
                    return true;
                });
            }
        }

        private Supposition supposition(SimulatedTerms terms) {
            if (terms instanceof SimulatedTerms.Published published) {
                return Supposition.plan(books.pinned(published.plan()), Map.of());
            }
            if (terms instanceof SimulatedTerms.Drafted drafted) {
                PlanVersion plan = Lookups.plan(drafted.draft(), drafted.plan());
                return Supposition.plan(plan, drafted.draft().meters());
            }
            return Supposition.catalogue(((SimulatedTerms.Draft) terms).draft());
        }

        private long count() {
            long count = 0;
            List<AccountId> page = page(Optional.empty(), COUNTED_AT_ONCE);
            while (!page.isEmpty()) {
                count += page.size();
                page = page(Optional.of(page.get(page.size() - 1)), COUNTED_AT_ONCE);
            }
            return count;
        }

        private List<AccountId> page(Optional<AccountId> after, int limit) {
            SimulatedAccounts accounts = job.order().accounts();
            if (accounts instanceof SimulatedAccounts.Listed listed) {
                return listed.accounts().stream()
                        .sorted(AccountId.BY_CODE_POINTS)
                        .filter(each -> after.isEmpty() || AccountId.BY_CODE_POINTS.compare(each, after.get()) > 0)
                        .limit(limit)
                        .toList();
            }
            if (accounts instanceof SimulatedAccounts.OnPlan on) {
                return books.subscriptions().onPlan(on.plan(), job.orderedAt(), after, limit);
            }
            return books.accounts().list(after, limit).stream().map(Account::id).toList();
        }

        int go(int most) {
            int done = 0;
            while (done < most) {
                int limit = Math.min(PAGE, most - done);
                List<AccountId> page = asSystem(() -> simulations.unfinished().contains(job.id())
                        ? page(simulations.lastAccount(job.id()), limit)
                        : List.of());
                if (page.isEmpty()) {
                    finish(job.id(), State.DONE, Optional.empty());
                    return done;
                }
                page.forEach(this::simulate);
                done += page.size();
            }
            return done;
        }

        private void simulate(AccountId account) {
            try {
                keep(account, () -> outcome(account));
            } catch (UnavailableException failure) {
                throw failure;
            } catch (RuntimeException fault) {
                // for others it may go well, and whoever sees their sum has to see that one is missing
                keep(account, () -> new Skipped(Reason.ERROR, fault.toString()));
            }
        }

        private void keep(AccountId account, Supplier<SimulationResult.Outcome> outcome) {
            books.transactions().inTransaction(Scope.of(account), () -> {
                simulations.keep(job.id(), new SimulationResult(account, outcome.get()));
                return true;
            });
        }

        private SimulationResult.Outcome outcome(AccountId account) {
            AccountView view = Lookups.account(books, account);
            Instant asOf = books.now(account, job.orderedAt());
            AccountSimulation simulation =
                    new AccountSimulation(view, supposition, job.order().range(), period -> !period.end()
                            .isAfter(asOf));
            Currency currency = view.account().currency();
            return simulation
                    .obstacle()
                    .<SimulationResult.Outcome>map(skipped -> skipped)
                    .orElseGet(() -> {
                        List<AccountSimulation.Compared> periods = simulation.compare();
                        return new SimulationResult.Compared(
                                sum(
                                        periods.stream()
                                                .map(AccountSimulation.Compared::actual)
                                                .toList(),
                                        currency),
                                sum(
                                        periods.stream()
                                                .map(AccountSimulation.Compared::simulated)
                                                .toList(),
                                        currency));
                    });
        }

        private Money sum(List<List<RatedLine>> periods, Currency currency) {
            return AccountSimulation.settled(
                    periods.stream().flatMap(List::stream).toList(), currency);
        }
    }
}
