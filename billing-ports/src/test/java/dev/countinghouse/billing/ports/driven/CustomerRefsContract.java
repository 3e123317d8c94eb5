package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class CustomerRefsContract extends StorageContract {

    private static final CustomerRef FIRST = new CustomerRef("cus_1");
    private static final CustomerRef SECOND = new CustomerRef("cus_2");

    private boolean add(AccountId account, CustomerRef customer) {
        return in(account, () -> storage.customerRefs().add(account, customer));
    }

    private Optional<CustomerRef> of(AccountId account) {
        return in(account, () -> storage.customerRefs().of(account));
    }

    private Optional<AccountId> accountOf(CustomerRef customer) {
        return asSystem(() -> storage.customerRefs().accountOf(customer));
    }

    @Test
    void anAccountIsOneCustomerAndTheCustomerThatAccount() {
        assertThat(of(ACME)).isEmpty();
        assertThat(accountOf(FIRST)).isEmpty();

        assertThat(add(ACME, FIRST)).isTrue();
        assertThat(add(GLOBEX, SECOND)).isTrue();

        assertThat(of(ACME)).contains(FIRST);
        assertThat(of(GLOBEX)).contains(SECOND);
        assertThat(accountOf(FIRST)).contains(ACME);
        assertThat(accountOf(SECOND)).contains(GLOBEX);
    }

    @Test
    void whatIsKnownStays() {
        add(ACME, FIRST);

        assertThat(add(ACME, FIRST)).isFalse();
        assertThat(add(ACME, SECOND)).isFalse();
        assertThat(add(GLOBEX, FIRST)).isFalse();

        assertThat(of(ACME)).contains(FIRST);
        assertThat(of(GLOBEX)).isEmpty();
        assertThat(accountOf(FIRST)).contains(ACME);
        assertThat(accountOf(SECOND)).isEmpty();
    }

    private boolean retire(AccountId account, CustomerRef customer) {
        return in(account, () -> storage.customerRefs().retire(account, customer));
    }

    private int retired(AccountId account) {
        return in(account, () -> storage.customerRefs().retired(account));
    }

    @Test
    void whoseCustomerIsGoneMayBecomeAnother() {
        add(ACME, FIRST);
        assertThat(retired(ACME)).isZero();
        assertThat(retire(ACME, SECOND)).isFalse();
        assertThat(retire(GLOBEX, FIRST)).isFalse();
        assertThat(retire(ACME, FIRST)).isTrue();
        assertThat(retire(ACME, FIRST)).isFalse();

        assertThat(of(ACME)).isEmpty();
        assertThat(accountOf(FIRST)).as("what he paid is still the account's").contains(ACME);
        assertThat(retired(ACME)).isEqualTo(1);
        assertThat(add(ACME, FIRST)).isFalse();
        assertThat(add(GLOBEX, FIRST)).isFalse();

        assertThat(add(ACME, SECOND)).isTrue();
        assertThat(of(ACME)).contains(SECOND);
        assertThat(retired(ACME)).isEqualTo(1);
        assertThat(retired(GLOBEX)).isZero();
        retire(ACME, SECOND);
        assertThat(retired(ACME)).isEqualTo(2);
    }

    @Test
    void whoseRetirementIsUndoneIsTheCustomerStill() {
        add(ACME, FIRST);
        undone(Scope.of(ACME), () -> storage.customerRefs().retire(ACME, FIRST));

        assertThat(of(ACME)).contains(FIRST);
        assertThat(retired(ACME)).isZero();
    }

    @Test
    void ofManyCustomersOneIsTheAccounts() {
        List<Boolean> added = Race.of(thread -> add(ACME, new CustomerRef("cus_" + thread)));

        assertThat(added).containsOnlyOnce(true);
        assertThat(of(ACME)).contains(new CustomerRef("cus_" + added.indexOf(true)));
    }

    @Test
    void ofManyAccountsOneIsTheCustomer() {
        List<Boolean> added = Race.of(thread -> add(new AccountId("account-" + thread), FIRST));

        assertThat(added).containsOnlyOnce(true);
        assertThat(accountOf(FIRST)).contains(new AccountId("account-" + added.indexOf(true)));
    }

    @Test
    void whatIsUndoneWasNeverKnown() {
        undone(Scope.of(ACME), () -> storage.customerRefs().add(ACME, FIRST));

        assertThat(of(ACME)).isEmpty();
        assertThat(accountOf(FIRST)).isEmpty();
        assertThat(add(GLOBEX, FIRST)).isTrue();
    }

    @Test
    void thoseOfOthersAreOutOfReach() {
        add(GLOBEX, SECOND);

        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.customerRefs().add(GLOBEX, FIRST)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.customerRefs().of(GLOBEX)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.customerRefs().retire(GLOBEX, SECOND)));
        assertThatIllegalStateException()
                .isThrownBy(() -> run(ACME, () -> storage.customerRefs().retired(GLOBEX)));
        assertThat(in(ACME, () -> storage.customerRefs().accountOf(SECOND))).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.customerRefs().accountOf(SECOND));
    }
}
