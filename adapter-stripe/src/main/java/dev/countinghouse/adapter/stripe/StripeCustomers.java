package dev.countinghouse.adapter.stripe;

import com.stripe.model.Customer;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.CustomerSearchParams;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The customer of each account at Stripe. Made once: whoever is asked for an account that has none looks for one that was
 * made and not remembered, which a search finds after a minute or so; until then, and for a day, the key of the call stands
 * for it. Of two that were made all the same, the one that is remembered counts. One that somebody deletes at Stripe is
 * retired, and another made when the account is described again.
 */
final class StripeCustomers {

    private static final String METHOD = "invoice_settings.default_payment_method";

    private final StripeConnection stripe;
    private final StripeMemory memory;

    StripeCustomers(StripeConnection stripe, StripeMemory memory) {
        this.stripe = stripe;
        this.memory = memory;
    }

    CustomerRef ensure(AccountId account) {
        return memory.customer(account)
                .orElseGet(() -> memory.keep(account, search(account).orElseGet(() -> create(account))));
    }

    /** The same as he is there, with his tax ids. */
    Customer ensureThere(AccountId account) {
        CustomerRef customer = ensure(account);
        return readWithTaxIds(customer).orElseGet(() -> {
            memory.retire(account, customer);
            CustomerRef next = ensure(account);
            return readWithTaxIds(next)
                    .orElseThrow(() -> new IllegalStateException("customer " + next + " of account " + account
                            + " was deleted at Stripe as soon as he was made"));
        });
    }

    private Optional<CustomerRef> search(AccountId account) {
        CustomerSearchParams params = CustomerSearchParams.builder()
                .setQuery("metadata[\"" + Metadata.ACCOUNT + "\"]:\""
                        + account.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .setLimit(100L)
                .build();
        return stripe
                .get("search the customer of account " + account, v1 -> v1.customers()
                        .search(params))
                .getData()
                .stream()
                // the search does not tell capitals from small letters
                .filter(found -> Metadata.of(found, Metadata.ACCOUNT).equals(Optional.of(account.value())))
                .filter(found -> !Boolean.TRUE.equals(found.getDeleted()))
                .sorted(Comparator.comparing(Customer::getCreated).thenComparing(Customer::getId))
                .map(found -> new CustomerRef(found.getId()))
                // it may not have heard yet that one was deleted
                .filter(found -> memory.account(found).isEmpty())
                .findFirst();
    }

    private CustomerRef create(AccountId account) {
        // nothing that may change: under the same key it has to be the same
        CustomerCreateParams params = CustomerCreateParams.builder()
                .putMetadata(Metadata.ACCOUNT, account.value())
                .build();
        int retired = memory.retired(account);
        String key = "customer:" + SecretHash.of(account.value()).hex() + (retired == 0 ? "" : ":" + retired);
        String what = "make a customer of account " + account;
        try {
            Customer made = stripe.make(
                    what, key, Optional::empty, (v1, once) -> v1.customers().create(params, once));
            return new CustomerRef(made.getId());
        } catch (StripeRefusal refusal) {
            throw StripeConnection.unexpected(what, refusal);
        }
    }

    /** As Stripe has it, with its default method of payment; empty if somebody has deleted it there. */
    Optional<Customer> read(CustomerRef customer) {
        return read(customer, List.of(METHOD));
    }

    /** The same with its tax ids. */
    Optional<Customer> readWithTaxIds(CustomerRef customer) {
        return read(customer, List.of(METHOD, "tax_ids"));
    }

    private Optional<Customer> read(CustomerRef customer, List<String> expanded) {
        CustomerRetrieveParams params =
                CustomerRetrieveParams.builder().addAllExpand(expanded).build();
        return Optional.of(stripe.get(
                        "read customer " + customer, v1 -> v1.customers().retrieve(customer.value(), params)))
                .filter(found -> !Boolean.TRUE.equals(found.getDeleted()));
    }
}
