package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import dev.countinghouse.billing.ports.driving.ExplainQuota;
import dev.countinghouse.billing.ports.driving.GuardCalls;
import dev.countinghouse.billing.ports.driving.ReadBudgets;
import dev.countinghouse.billing.ports.driving.ReadEntitlements;
import dev.countinghouse.billing.ports.driving.ReadLeases;
import dev.countinghouse.billing.ports.driving.SetBudget;
import dev.countinghouse.billing.ports.driving.SetLimit;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.driving.TapMeters;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The driving ports of quotas, limits, budgets and the gate; part of {@link BillingEngine}, which is what programs see. */
abstract sealed class GateDoors extends CreditDoors permits InvoiceDoors {

    private final Optional<FastGate> fast;
    private final SecureRandom random = new SecureRandom();
    private final OfflineCalls offline = new OfflineCalls();
    private final CallSettler callSettler;
    private final CallAdmitter callAdmitter;

    GateDoors(BillingEngineBuilder wiring) {
        super(wiring);
        CallDesk calls = new CallDesk(books, desk);
        this.fast = Optional.ofNullable(wiring.leases)
                .map(holder -> new FastGate(books, calls, holder, wiring.termsFresh, offline::saw));
        this.callSettler = new CallSettler(books, calls, fast, offline);
        this.callAdmitter = new CallAdmitter(calls, callSettler, fast, offline, books::now);
    }

    final void termsChanged(AccountId account) {
        fast.ifPresent(gate -> gate.forget(account));
    }

    public AdmitCalls admitCalls() {
        return callAdmitter;
    }

    final GuardCalls guard(ModelCallWeigher weigher) {
        return new CallGuard(callAdmitter, callSettler, offline, weigher);
    }

    /** Ids are random, because two processes must not share a reservation. */
    public TapMeters tapMeters() {
        return (account, meter, dimensions, atOnce) -> new MeterTap(
                callAdmitter,
                callSettler,
                account,
                books.transactions()
                        .inTransaction(
                                Scope.of(account),
                                () -> Lookups.meter(
                                        Lookups.account(books, account).catalogue(), meter)),
                dimensions,
                atOnce,
                () -> new ReservationId(
                        "tap-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())),
                TapTimer.THREAD);
    }

    /** There is one once there is a tap. */
    private static final class TapTimer {

        private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "countinghouse-taps");
            thread.setDaemon(true);
            return thread;
        });
    }

    public SettleCalls settleCalls() {
        return callSettler;
    }

    public ReadLeases readLeases() {
        return new LeaseReader(books, fast);
    }

    public SetLimit setLimit() {
        return new LimitSetter(books, this::termsChanged);
    }

    public EvaluateQuota evaluateQuota() {
        return new QuotaEvaluator(books);
    }

    public ExplainQuota explainQuota() {
        return new QuotaExplainer(books, evaluateQuota());
    }

    public ReadEntitlements readEntitlements() {
        return new EntitlementReader(books);
    }

    public SetBudget setBudget() {
        return new BudgetSetter(books, this::termsChanged);
    }

    public ReadBudgets readBudgets() {
        return new BudgetReader(books);
    }
}
