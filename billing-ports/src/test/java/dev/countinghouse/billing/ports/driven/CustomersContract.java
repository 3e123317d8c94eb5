package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.Customer;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.ports.driven.Customers.Due;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class CustomersContract extends StorageContract {

    private static final Instant SOON = START.plusSeconds(60);
    private static final Instant LATER = START.plusSeconds(600);
    private static final Profile PROFILE =
            new Profile("Acme \"& Söhne\"", List.of("Street 1", "Town"), "DE1", "billing@acme.example");

    private Optional<Customer> find(AccountId account) {
        return in(account, () -> storage.customers().find(account));
    }

    private Customer update(Customer customer) {
        return in(customer.account(), () -> storage.customers().update(customer));
    }

    private void changed(AccountId account, Instant at) {
        run(account, () -> storage.customers().changed(account, at));
    }

    private List<Due> due(Instant by) {
        return asSystem(() -> storage.customers().dueBy(by, 9));
    }

    private Optional<Due> claim(Due seen, Instant until) {
        return in(seen.account(), () -> storage.customers().claim(seen, until));
    }

    private boolean done(Due claimed) {
        return in(claimed.account(), () -> storage.customers().done(claimed));
    }

    @Test
    void whatIsKnownComesBackAsItWasKept() {
        assertThat(find(ACME)).isEmpty();
        Customer first = update(Customer.unknown(ACME).sending(Optional.empty(), PROFILE));
        assertThat(first.revision()).isEqualTo(2);
        assertThat(find(ACME)).contains(first);
        Profile bare = new Profile("", List.of(), "", "");
        Customer second = update(first.seen(new CustomerReference("cus_1"), bare, Optional.of("visa 4242")));
        assertThat(find(ACME)).contains(second);
        Customer third = update(second.sending(Optional.of(bare), PROFILE));

        assertThat(find(ACME)).contains(third);
        assertThat(find(GLOBEX)).isEmpty();
        assertThat(due(LATER)).as("nobody said that something has changed").isEmpty();
    }

    @Test
    void aChangeIsKeptIfTheRevisionIsTheOneThatWasRead() {
        Customer unknown = Customer.unknown(ACME);
        Customer first = update(unknown.sending(Optional.empty(), PROFILE));

        assertThatThrownBy(() -> update(unknown)).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> update(first.revised())).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> update(Customer.unknown(GLOBEX).revised())).isInstanceOf(StaleVersionException.class);
        assertThat(find(ACME)).contains(first);
        assertThat(find(GLOBEX)).isEmpty();
    }

    @Test
    void ofManyThatKeepTheFirstThingKnownOneDoes() {
        List<Boolean> kept = Race.of(thread -> {
            try {
                update(Customer.unknown(ACME).sending(Optional.empty(), PROFILE));
                return true;
            } catch (StaleVersionException beaten) {
                return false;
            }
        });

        assertThat(kept).containsOnlyOnce(true);
    }

    @Test
    void whatHasChangedIsDueUntilItIsDone() {
        changed(GLOBEX, SOON);
        changed(ACME, START);
        changed(ACME, SOON);
        assertThat(due(START)).isEmpty();
        assertThat(due(SOON)).extracting(Due::account).containsExactly(ACME, GLOBEX);
        assertThat(in(ACME, () -> storage.customers().dueBy(ACME, START))).isEmpty();

        Due acme = in(ACME, () -> storage.customers().dueBy(ACME, SOON)).orElseThrow();
        assertThat(due(SOON)).contains(acme);
        Due claimed = claim(acme, LATER).orElseThrow();
        assertThat(claimed.looks()).isEqualTo(1);
        assertThat(claim(acme, LATER)).as("somebody was faster").isEmpty();
        assertThat(due(SOON)).extracting(Due::account).containsExactly(GLOBEX);
        assertThat(due(LATER)).contains(claimed);

        assertThat(done(claimed)).isTrue();
        assertThat(done(claimed)).isFalse();
        assertThat(due(LATER)).extracting(Due::account).containsExactly(GLOBEX);
        assertThat(find(ACME)).contains(Customer.unknown(ACME));
    }

    @Test
    void whatChangesWhileSomebodyIsAtItIsDueWhenHisClaimEnds() {
        changed(ACME, START);
        Due claimed = claim(due(START).get(0), LATER).orElseThrow();
        changed(ACME, SOON);

        assertThat(due(SOON)).isEmpty();
        assertThat(done(claimed)).as("he has not seen that").isFalse();
        assertThat(due(LATER)).extracting(Due::looks).containsExactly(0);
        changed(ACME, LATER);
        assertThat(due(LATER)).as("his claim is over").hasSize(1);
        Due again = claim(due(LATER).get(0), LATER.plusSeconds(60)).orElseThrow();
        assertThat(done(again)).isTrue();
        assertThat(due(Instant.parse("2030-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void ofManyThatClaimOneDoes() {
        changed(ACME, START);
        Due seen = due(START).get(0);

        assertThat(Race.of(thread -> claim(seen, LATER).isPresent())).containsOnlyOnce(true);
    }

    @Test
    void whatATransactionDidIsUndoneWithIt() {
        changed(ACME, SOON);
        Due seen = due(SOON).get(0);
        undone(Scope.of(ACME), () -> {
            storage.customers().update(Customer.unknown(ACME).sending(Optional.empty(), PROFILE));
            storage.customers().claim(seen, LATER);
        });
        undone(Scope.of(GLOBEX), () -> storage.customers().changed(GLOBEX, START));

        assertThat(find(ACME)).contains(Customer.unknown(ACME));
        assertThat(due(LATER)).containsExactly(seen);
    }
}
