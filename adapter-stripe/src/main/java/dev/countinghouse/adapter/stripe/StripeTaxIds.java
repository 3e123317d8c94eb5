package dev.countinghouse.adapter.stripe;

import com.stripe.model.Customer;
import com.stripe.model.TaxId;
import com.stripe.param.CustomerTaxIdCreateParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tax id of a customer: at Stripe a thing of its own, and he may have several. */
final class StripeTaxIds {

    private final StripeConnection stripe;

    StripeTaxIds(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** The one that counts: that which we wrote, while it is there, otherwise the newest of those that others have. */
    static Optional<TaxId> read(Customer customer, WrittenProfile written) {
        return all(customer).stream()
                .filter(each -> each.getId().equals(written.taxIdAt()))
                .findFirst()
                .or(() -> all(customer).stream().max(Comparator.comparing(TaxId::getCreated)));
    }

    static String text(Customer customer, WrittenProfile written) {
        Optional<TaxId> there = read(customer, written);
        boolean isOurs = there.map(TaxId::getId).orElse("").equals(written.taxIdAt());
        return isOurs ? written.profile().taxId() : there.map(TaxId::getValue).orElse("");
    }

    private static List<TaxId> all(Customer customer) {
        return customer.getTaxIds() == null ? List.of() : customer.getTaxIds().getData();
    }

    /**
     * What it is called at Stripe; empty if there is none of it, because it is none, its kind cannot be told, or Stripe says it
     * is wrong. Made under no key of ours: taken away and wanted again on the same day, it has to be made again.
     */
    Optional<String> ensure(CustomerRef ref, Customer customer, String wanted) {
        Optional<TaxIdForm> form = TaxIdForm.of(wanted);
        return all(customer).stream()
                .filter(each -> each.getValue().equals(wanted)
                        || form.filter(it -> it.value().equals(each.getValue())).isPresent())
                .findFirst()
                .map(TaxId::getId)
                .or(() -> form.flatMap(it -> create(ref, it)));
    }

    private Optional<String> create(CustomerRef ref, TaxIdForm form) {
        CustomerTaxIdCreateParams params = CustomerTaxIdCreateParams.builder()
                .setType(form.type())
                .setValue(form.value())
                .build();
        try {
            return Optional.of(stripe.ask(
                            "give customer " + ref + " a tax id",
                            v1 -> v1.customers().taxIds().create(ref.value(), params))
                    .getId());
        } catch (StripeRefusal refusal) {
            if (refusal.isAbout("value") || refusal.code().equals("tax_id_invalid")) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("give customer " + ref + " a tax id", refusal);
        }
    }

    void remove(CustomerRef ref, TaxId old) {
        try {
            stripe.ask(
                    "take tax id " + old.getId() + " from customer " + ref,
                    v1 -> v1.customers().taxIds().delete(ref.value(), old.getId()));
        } catch (StripeRefusal refusal) {
            if (!refusal.isMissing()) {
                throw StripeConnection.unexpected("take tax id " + old.getId() + " from customer " + ref, refusal);
            }
        }
    }
}
