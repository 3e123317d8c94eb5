package dev.countinghouse.adapter.stripe;

import com.stripe.model.Customer;
import com.stripe.model.PaymentMethod;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What accounts are charged by: the default method of payment of their customer. */
final class StripeMethods {

    private static final Pattern TOKEN = Pattern.compile("pm_[A-Za-z0-9_]{1,200}");

    private final StripeConnection stripe;
    private final StripeCustomers customers;
    private final StripeMemory memory;

    StripeMethods(StripeConnection stripe, StripeCustomers customers, StripeMemory memory) {
        this.stripe = stripe;
        this.customers = customers;
        this.memory = memory;
    }

    void use(AccountId account, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "'" + token + "' is no method of payment of Stripe's, it must be like pm_1MqLiJLkdIwHu7ix");
        }
        CustomerRef customer = customers.ensure(account);
        try {
            PaymentMethod attached = attached(token, customer);
            CustomerUpdateParams params = CustomerUpdateParams.builder()
                    .setInvoiceSettings(CustomerUpdateParams.InvoiceSettings.builder()
                            .setDefaultPaymentMethod(attached.getId())
                            .build())
                    .build();
            stripe.ask("charge customer " + customer + " by " + token, v1 -> v1.customers()
                    .update(customer.value(), params));
        } catch (StripeRefusal refusal) {
            throw new IllegalArgumentException(
                    "Stripe does not take method of payment '" + token + "': "
                            + (refusal.text().isEmpty() ? refusal.getMessage() : refusal.text()),
                    refusal);
        }
    }

    private PaymentMethod attached(String token, CustomerRef customer) throws StripeRefusal {
        PaymentMethodAttachParams params = PaymentMethodAttachParams.builder()
                .setCustomer(customer.value())
                .build();
        try {
            return stripe.ask("attach " + token + " to customer " + customer, v1 -> v1.paymentMethods()
                    .attach(token, params));
        } catch (StripeRefusal refusal) {
            return own(token, customer).orElseThrow(() -> refusal);
        }
    }

    /** What was chosen on a page of Stripe's is the customer's already. */
    private Optional<PaymentMethod> own(String token, CustomerRef customer) {
        try {
            return Optional.of(stripe.ask(
                            "read " + token, v1 -> v1.paymentMethods().retrieve(token)))
                    .filter(method -> customer.value().equals(method.getCustomer()));
        } catch (StripeRefusal unknown) {
            return Optional.empty();
        }
    }

    Optional<String> labelOf(AccountId account) {
        return memory.customer(account).flatMap(customers::read).flatMap(StripeMethods::labelOf);
    }

    static Optional<String> labelOf(Customer customer) {
        return Optional.ofNullable(customer.getInvoiceSettings())
                .map(Customer.InvoiceSettings::getDefaultPaymentMethodObject)
                .map(StripeMethods::label);
    }

    private static String label(PaymentMethod method) {
        if (method.getCard() != null) {
            return label(method.getCard().getBrand(), method.getCard().getLast4());
        }
        if (method.getUsBankAccount() != null) {
            return label(
                    method.getUsBankAccount().getBankName(),
                    method.getUsBankAccount().getLast4());
        }
        return method.getSepaDebit() != null
                ? label("SEPA debit", method.getSepaDebit().getLast4())
                : method.getType().replace('_', ' ');
    }

    private static String label(@Nullable String name, @Nullable String last4) {
        return (name == null ? "bank account" : name) + (last4 == null ? "" : " " + last4);
    }
}
