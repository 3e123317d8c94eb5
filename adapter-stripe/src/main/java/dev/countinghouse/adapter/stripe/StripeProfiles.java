package dev.countinghouse.adapter.stripe;

import com.stripe.model.Address;
import com.stripe.model.Customer;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.common.EmptyParam;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How customers are described at Stripe. Where a field there says what we last wrote, it is read as we wrote it; otherwise
 * somebody has changed it, and it is read as it is.
 */
final class StripeProfiles {

    private static final int LONGEST_NAME = 256;

    private final StripeConnection stripe;
    private final StripeTaxIds taxIds;

    StripeProfiles(StripeConnection stripe, StripeTaxIds taxIds) {
        this.stripe = stripe;
        this.taxIds = taxIds;
    }

    /** @param customer with his tax ids; the result is empty if he was never described by us */
    static Optional<Profile> of(Customer customer) {
        return WrittenProfile.of(customer).map(written -> {
            Profile ours = written.profile();
            return new Profile(
                    text(customer.getName()).equals(name(ours)) ? ours.name() : text(customer.getName()),
                    lines(customer.getAddress()).equals(shortened(ours.address()))
                            ? ours.address()
                            : lines(customer.getAddress()),
                    StripeTaxIds.text(customer, written),
                    text(customer.getEmail()).equals(email(written)) ? ours.email() : text(customer.getEmail()));
        });
    }

    /**
     * In an order that whoever reads between two of its calls finds the old tax id or the new one, and everything else
     * either old or new.
     */
    void describe(CustomerRef ref, Customer customer, Profile wanted) {
        Optional<WrittenProfile> before = WrittenProfile.of(customer);
        Optional<String> taxId = taxIds.ensure(ref, customer, wanted.taxId());
        WrittenProfile after = new WrittenProfile(wanted, true, taxId.orElse(""));
        try {
            write(ref, after);
        } catch (StripeRefusal refusal) {
            if (!refusal.isAbout("email")) {
                throw StripeConnection.unexpected("describe customer " + ref, refusal);
            }
            writeWithoutEmail(ref, new WrittenProfile(wanted, false, taxId.orElse("")));
        }
        before.flatMap(written -> StripeTaxIds.read(customer, written))
                .filter(old -> !old.getId().equals(taxId.orElse("")))
                .ifPresent(old -> taxIds.remove(ref, old));
    }

    private void writeWithoutEmail(CustomerRef ref, WrittenProfile written) {
        try {
            write(ref, written);
        } catch (StripeRefusal refusal) {
            throw StripeConnection.unexpected("describe customer " + ref, refusal);
        }
    }

    /** Under no key of ours: described so once more on the same day, after something else, he has to be it again. */
    private void write(CustomerRef ref, WrittenProfile written) throws StripeRefusal {
        Profile profile = written.profile();
        List<String> lines = shortened(profile.address());
        CustomerUpdateParams.Builder params = CustomerUpdateParams.builder()
                .setName(name(profile))
                .setEmail(email(written))
                .putAllMetadata(written.metadata());
        if (lines.isEmpty()) {
            params.setAddress(EmptyParam.EMPTY);
        } else {
            params.setAddress(CustomerUpdateParams.Address.builder()
                    .setLine1(lines.get(0))
                    .setLine2(lines.size() == 1 ? "" : lines.get(1))
                    .setCity(EmptyParam.EMPTY)
                    .setPostalCode(EmptyParam.EMPTY)
                    .setState(EmptyParam.EMPTY)
                    .setCountry(EmptyParam.EMPTY)
                    .build());
        }
        stripe.ask("describe customer " + ref, v1 -> v1.customers().update(ref.value(), params.build()));
    }

    private static String name(Profile profile) {
        String name = profile.name().strip();
        return name.substring(0, WrittenProfile.end(name, 0, LONGEST_NAME));
    }

    private static String email(WrittenProfile written) {
        return written.emailTaken() ? written.profile().email() : "";
    }

    /** Stripe has two lines without a meaning of their own: what is too much for them is in the second. */
    private static List<String> shortened(List<String> address) {
        List<String> lines = address.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.size() <= 2 ? lines : List.of(lines.get(0), String.join(", ", lines.subList(1, lines.size())));
    }

    private static List<String> lines(@Nullable Address address) {
        if (address == null) {
            return List.of();
        }
        String place = (text(address.getPostalCode()) + " " + text(address.getCity())).strip();
        return Stream.of(
                        text(address.getLine1()),
                        text(address.getLine2()),
                        place,
                        text(address.getState()),
                        text(address.getCountry()))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
