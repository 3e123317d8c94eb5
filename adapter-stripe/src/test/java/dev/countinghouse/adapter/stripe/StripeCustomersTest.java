package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.ports.driven.CustomerRefs;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeCustomersTest extends StripeCase {

    private final StripeCustomers customers = customers(storage.customerRefs());

    private StripeCustomers customers(CustomerRefs refs) {
        StripeConnection connection = new StripeConnection(Fakes.settings(stripe.address(), 0), millis -> {}, clock);
        return new StripeCustomers(connection, new StripeMemory(storage.transactions(), refs, storage.paymentRefs()));
    }

    private Optional<CustomerRef> remembered(AccountId account) {
        return storage.transactions()
                .inTransaction(dev.countinghouse.billing.ports.driven.Scope.of(account), () -> storage.customerRefs()
                        .of(account));
    }

    @Test
    void anAccountIsMadeACustomerOnce() {
        CustomerRef customer = customers.ensure(ACME);

        assertThat(remembered(ACME)).contains(customer);
        assertThat(customers.ensure(ACME)).isEqualTo(customer);
        assertThat(stripe.calls("POST /v1/customers")).hasSize(1);
        assertThat(stripe.calls("GET /v1/customers/search")).hasSize(1);
    }

    @Test
    void ofManyThatAskTogetherAllGetTheSame() {
        List<CustomerRef> found = Race.of(thread -> customers.ensure(ACME));

        assertThat(new HashSet<>(found)).hasSize(1);
        assertThat(stripe.account.customers()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatWasMadeAndNotRememberedIsFoundAgain(boolean atOnce) {
        stripe.account.searchIsLate();
        AtomicBoolean dies = new AtomicBoolean(true);
        StripeCustomers mortal = customers(new Mortal(storage.customerRefs(), dies));
        assertThatThrownBy(() -> mortal.ensure(ACME)).hasMessage("died");
        dies.set(false);
        if (!atOnce) {
            stripe.forgetsKeys();
            stripe.account.searchCatchesUp();
        }

        CustomerRef customer = mortal.ensure(ACME);

        assertThat(stripe.account.customers()).isEqualTo(1);
        assertThat(remembered(ACME)).contains(customer);
    }

    /** Dies before it remembers anything. */
    private record Mortal(CustomerRefs behind, AtomicBoolean dies) implements CustomerRefs {
        @Override
        public boolean add(AccountId account, CustomerRef customer) {
            if (dies.get()) {
                throw new IllegalStateException("died");
            }
            return behind.add(account, customer);
        }

        @Override
        public Optional<CustomerRef> of(AccountId account) {
            return behind.of(account);
        }

        @Override
        public boolean retire(AccountId account, CustomerRef customer) {
            return behind.retire(account, customer);
        }

        @Override
        public int retired(AccountId account) {
            return behind.retired(account);
        }

        @Override
        public Optional<AccountId> accountOf(CustomerRef customer) {
            return behind.accountOf(customer);
        }
    }

    @Test
    void ofTwoThatThereAreTheOneThatIsRememberedCounts() {
        stripe.account.addCustomer("acme");
        String second = stripe.account.addCustomer("acme");
        storage.transactions()
                .inTransaction(dev.countinghouse.billing.ports.driven.Scope.of(ACME), () -> storage.customerRefs()
                        .add(ACME, new CustomerRef(second)));

        assertThat(customers.ensure(ACME)).isEqualTo(new CustomerRef(second));
    }

    @Test
    void ofTwoThatNobodyRemembersTheOlderCountsWhoeverLooks() {
        String first = stripe.account.addCustomer("acme");
        clock.moveTo(START.plusSeconds(5));
        stripe.account.addCustomer("acme");

        assertThat(customers.ensure(ACME)).isEqualTo(new CustomerRef(first));
        assertThat(stripe.calls("POST /v1/customers")).isEmpty();
    }

    @Test
    void anAccountIsNotTakenForOneInOtherLetters() {
        stripe.account.addCustomer("ACME");

        CustomerRef customer = customers.ensure(ACME);

        assertThat(customer).isNotEqualTo(customers.ensure(new AccountId("ACME")));
        assertThat(stripe.account.customers()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\", "a\\\"b", "' or 1=1", "\u00e9 \uD83D\uDE00", "metadata[\"x\"]:\"y\""})
    void accountsHaveAnyNames(String name) {
        stripe.account.addCustomer("other");
        String there = stripe.account.addCustomer(name);

        assertThat(customers.ensure(new AccountId(name))).isEqualTo(new CustomerRef(there));
    }

    @Test
    void theLongestNameIsAKeyToo() {
        AccountId longest = new AccountId("x".repeat(AccountId.MAX_LENGTH));

        customers.ensure(longest);

        assertThat(stripe.calls("POST /v1/customers").get(0).key().orElseThrow().length())
                .isLessThan(255);
    }

    @Test
    void whoCannotBeMadeIsNotRemembered() {
        stripe.failsAt("POST /v1/customers", FakeStripe.Fault.BROKEN);

        assertThatThrownBy(() -> customers.ensure(ACME)).isInstanceOf(UnavailableException.class);
        assertThat(remembered(ACME)).isEmpty();
    }
}
