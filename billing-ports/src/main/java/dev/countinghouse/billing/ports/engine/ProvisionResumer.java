package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.ports.driven.Provisions.Open;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ResumeProvisions;
import java.util.List;
import java.util.Optional;

/** Puts off the next look before it looks, so that one that always fails does not keep the others waiting. */
final class ProvisionResumer implements ResumeProvisions {

    private final Books books;
    private final Site site;
    private final AccountProvisioner accounts;
    private final Provisioner sessions;

    ProvisionResumer(Books books, Site site, AccountProvisioner accounts, Provisioner sessions) {
        this.books = books;
        this.site = site;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Override
    public int resume(int limit) {
        List<Open> open = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.provisions().openBy(site.now(), limit));
        AccountFailures failures = new AccountFailures("provided for");
        open.forEach(each -> failures.guard(each.account(), () -> look(each)));
        failures.report();
        return open.size();
    }

    private void look(Open open) {
        Optional<Provision> found = books.transactions().inTransaction(Scope.of(open.account()), () -> {
            books.provisions().postpone(open.account(), open.id(), site.nextLook(open.looks() + 1));
            return books.provisions().find(open.account(), open.id());
        });
        found.ifPresent(provision -> provision
                .purpose()
                .fold(
                        ofAccount -> accounts.pursue(provision),
                        ofSession -> sessions.pursue(provision.account(), provision.id())));
    }
}
