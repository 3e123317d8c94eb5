package dev.countinghouse.adapter.stripe;

import com.stripe.model.Customer;
import com.stripe.param.billingportal.SessionCreateParams;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.driven.Storage;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Customers at Stripe, and its pages for them: Checkout and the customer portal. Over the same storage as
 * {@link StripePaymentGateway}, because what is paid on a page is a payment under the key of the page.
 */
public final class StripeCustomerGateway implements CustomerGateway {

    private final StripeConnection stripe;
    private final StripeMemory memory;
    private final StripeCustomers customers;
    private final StripeProfiles profiles;
    private final StripeCheckouts checkouts;

    /** @param clock the real one, as for payments */
    public StripeCustomerGateway(StripeConnection stripe, Storage storage, InstantSource clock) {
        this.stripe = stripe;
        this.memory = new StripeMemory(storage.transactions(), storage.customerRefs(), storage.paymentRefs());
        this.customers = new StripeCustomers(stripe, memory);
        this.profiles = new StripeProfiles(stripe, new StripeTaxIds(stripe));
        this.checkouts = new StripeCheckouts(new StripeSessions(stripe), new StripeMoneyBack(stripe), memory, clock);
    }

    @Override
    public KnownCustomer put(AccountId account, Profile wanted) {
        memory.requireNoTransaction();
        Customer there = customers.ensureThere(account);
        if (!StripeProfiles.of(there).equals(Optional.of(wanted))) {
            profiles.describe(new CustomerRef(there.getId()), there, wanted);
        }
        return find(account)
                .orElseThrow(() -> new IllegalStateException(
                        "customer " + there.getId() + " of account " + account + " was just deleted at Stripe"));
    }

    @Override
    public Optional<KnownCustomer> find(AccountId account) {
        memory.requireNoTransaction();
        return memory.customer(account).flatMap(customers::readWithTaxIds).flatMap(customer -> StripeProfiles.of(
                        customer)
                .map(profile -> new KnownCustomer(
                        new CustomerReference(customer.getId()), profile, StripeMethods.labelOf(customer))));
    }

    @Override
    public Optional<AccountId> accountOf(CustomerReference reference) {
        memory.requireNoTransaction();
        return memory.account(new CustomerRef(reference.value()));
    }

    @Override
    public CheckoutSession open(CheckoutOrder order) {
        memory.requireNoTransaction();
        return checkouts.open(order, required(order.account()));
    }

    private CustomerRef required(AccountId account) {
        return memory.customer(account)
                .orElseThrow(() -> new IllegalArgumentException(
                        "account " + account + " has no customer at Stripe, put him first"));
    }

    @Override
    public Optional<CheckoutSession> find(CheckoutReference reference) {
        memory.requireNoTransaction();
        return checkouts.find(reference);
    }

    /** Under no key: each is another. */
    @Override
    public URI openPortal(AccountId account, URI returnTo) {
        memory.requireNoTransaction();
        CustomerRef customer = required(account);
        SessionCreateParams params = SessionCreateParams.builder()
                .setCustomer(customer.value())
                .setReturnUrl(returnTo.toString())
                .build();
        try {
            return URI.create(stripe.ask(
                            "open a portal for customer " + customer,
                            v1 -> v1.billingPortal().sessions().create(params))
                    .getUrl());
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing() && refusal.isAbout("customer")) {
                throw new IllegalArgumentException(
                        "Stripe does not know customer " + customer + " of account " + account + " any more", refusal);
            }
            throw StripeConnection.unexpected(
                    "open a portal for customer " + customer
                            + ", perhaps because the settings of the customer portal were never saved in the dashboard",
                    refusal);
        }
    }
}
