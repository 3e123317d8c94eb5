package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.AccountClocks;
import dev.countinghouse.billing.ports.driven.Accounts;
import dev.countinghouse.billing.ports.driven.AlertWatch;
import dev.countinghouse.billing.ports.driven.Alerts;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import dev.countinghouse.billing.ports.driven.Backfills;
import dev.countinghouse.billing.ports.driven.Budgets;
import dev.countinghouse.billing.ports.driven.Catalogues;
import dev.countinghouse.billing.ports.driven.Checkouts;
import dev.countinghouse.billing.ports.driven.CustomerRefs;
import dev.countinghouse.billing.ports.driven.Customers;
import dev.countinghouse.billing.ports.driven.Deliveries;
import dev.countinghouse.billing.ports.driven.Endpoints;
import dev.countinghouse.billing.ports.driven.InvoicedUsage;
import dev.countinghouse.billing.ports.driven.Invoices;
import dev.countinghouse.billing.ports.driven.Journal;
import dev.countinghouse.billing.ports.driven.Mirrors;
import dev.countinghouse.billing.ports.driven.Notices;
import dev.countinghouse.billing.ports.driven.Outbox;
import dev.countinghouse.billing.ports.driven.Ownerships;
import dev.countinghouse.billing.ports.driven.PaymentRefs;
import dev.countinghouse.billing.ports.driven.PriceRefs;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import dev.countinghouse.billing.ports.driven.Provisions;
import dev.countinghouse.billing.ports.driven.Purchases;
import dev.countinghouse.billing.ports.driven.Receivables;
import dev.countinghouse.billing.ports.driven.Reservations;
import dev.countinghouse.billing.ports.driven.Sessions;
import dev.countinghouse.billing.ports.driven.Simulations;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscriptions;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageCorrections;
import dev.countinghouse.billing.ports.driven.UsageLimits;
import dev.countinghouse.billing.ports.driven.UsageLog;
import dev.countinghouse.billing.ports.driven.UsageReports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Storage that fails once, at its n-th call: before the call does anything, or after it is done and before its answer
 * arrives, which for a transaction means after it was kept.
 */
final class FailingStorage {

    enum Moment {
        BEFORE,
        AFTER
    }

    private final Storage storage;
    private Moment moment;
    private int failingCall;
    private int calls;
    private boolean armed;
    private String where = "nowhere";

    FailingStorage(Storage behind, int failingCall, Moment moment) {
        this.failingCall = failingCall;
        this.moment = moment;
        this.storage = new Storage(
                failing(Transactions.class, behind.transactions()),
                failing(Catalogues.class, behind.catalogues()),
                failing(Accounts.class, behind.accounts()),
                failing(Subscriptions.class, behind.subscriptions()),
                failing(UsageLog.class, behind.usage()),
                failing(InvoicedUsage.class, behind.invoicedUsage()),
                failing(UsageCorrections.class, behind.corrections()),
                failing(Backfills.class, behind.backfills()),
                failing(Invoices.class, behind.invoices()),
                failing(ApiKeys.class, behind.keys()),
                failing(Outbox.class, behind.outbox()),
                failing(Endpoints.class, behind.endpoints()),
                failing(Deliveries.class, behind.deliveries()),
                failing(Simulations.class, behind.simulations()),
                failing(AccountClocks.class, behind.accountClocks()),
                failing(AlertWatch.class, behind.alertWatch()),
                failing(Alerts.class, behind.alerts()),
                failing(Budgets.class, behind.budgets()),
                failing(Journal.class, behind.journal()),
                failing(Sessions.class, behind.sessions()),
                failing(Purchases.class, behind.purchases()),
                failing(Receivables.class, behind.receivables()),
                failing(Ownerships.class, behind.ownerships()),
                failing(UsageLimits.class, behind.limits()),
                failing(Reservations.class, behind.reservations()),
                failing(Provisions.class, behind.provisions()),
                failing(Notices.class, behind.notices()),
                failing(CustomerRefs.class, behind.customerRefs()),
                failing(PaymentRefs.class, behind.paymentRefs()),
                failing(Customers.class, behind.customers()),
                failing(Checkouts.class, behind.checkouts()),
                failing(UsageReports.class, behind.usageReports()),
                failing(PriceRefs.class, behind.priceRefs()),
                failing(ProviderInvoices.class, behind.providerInvoices()),
                failing(Mirrors.class, behind.mirrors()));
    }

    Storage storage() {
        return storage;
    }

    /** Which call failed. */
    String where() {
        return where;
    }

    /** From now on calls are counted. */
    void arm() {
        armed = true;
    }

    /** From now on calls are counted anew, to fail at another one. */
    void arm(int call, Moment when) {
        failingCall = call;
        moment = when;
        calls = 0;
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    /** How many were counted. */
    int calls() {
        return calls;
    }

    boolean hasFailed() {
        return calls >= failingCall;
    }

    /** A port that fails at one of the calls that are counted, as those of storage do. */
    <T> T failing(Class<T> port, T target) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    boolean fails = armed && ++calls == failingCall;
                    if (fails) {
                        where = port.getSimpleName() + "." + method.getName() + " " + moment;
                    }
                    if (fails && moment == Moment.BEFORE) {
                        throw failure(method);
                    }
                    Object answer = call(method, target, arguments);
                    if (fails) {
                        throw failure(method);
                    }
                    return answer;
                }));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static UnavailableException failure(Method method) {
        return new UnavailableException(
                method.getName() + " failed", new IllegalStateException("the test wants it so"));
    }
}
