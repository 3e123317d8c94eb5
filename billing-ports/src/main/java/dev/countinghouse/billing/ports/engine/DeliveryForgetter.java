package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ForgetDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Finds the accounts as the system and deletes bound to each, in steps, so that no transaction is long. */
final class DeliveryForgetter implements ForgetDeliveries {

    private static final int PAGE = 100;
    private static final int STEP = 1_000;

    private final Books books;
    private final World world;

    DeliveryForgetter(Books books, World world) {
        this.books = books;
        this.world = world;
    }

    @Override
    public int forget(Duration age) {
        Instant before = world.now().minus(age);
        int forgotten = 0;
        List<AccountId> accounts = accounts(before);
        while (!accounts.isEmpty()) {
            for (AccountId account : accounts) {
                forgotten += forget(account, before);
            }
            accounts = accounts(before);
        }
        return forgotten;
    }

    private List<AccountId> accounts(Instant before) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.deliveries().finishedBefore(before, PAGE));
    }

    private int forget(AccountId account, Instant before) {
        int all = 0;
        int step;
        do {
            step = books.transactions()
                    .inTransaction(Scope.of(account), () -> books.deliveries().purge(account, before, STEP));
            all += step;
        } while (step == STEP);
        return all;
    }
}
