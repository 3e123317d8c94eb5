package dev.countinghouse.billing.domain.customer;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What we know of an account's customer at the provider.
 *
 * @param reference what he is called there; empty until he is there
 * @param seen how he was last described there
 * @param sent how we last began to describe him there; he may have got it or not
 * @param method what he last paid by, in words
 * @param revision counts changes: a store keeps one only if it is of the revision that was read
 */
public record Customer(
        AccountId account,
        Optional<CustomerReference> reference,
        Optional<Profile> seen,
        Optional<Profile> sent,
        Optional<String> method,
        long revision) {

    /** One that the provider has not been told of. */
    public static Customer unknown(AccountId account) {
        return new Customer(account, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    }

    /**
     * What both sides are to have. The provider has another value than he was seen with and than we wrote: then the customer
     * has changed it, and his word about himself counts. Anything else is as we have it.
     */
    public Profile agreed(Profile ours, Profile theirs) {
        return new Profile(
                agreed(ours, theirs, Profile::name),
                agreed(ours, theirs, Profile::address),
                agreed(ours, theirs, Profile::taxId),
                agreed(ours, theirs, Profile::email));
    }

    private <T> T agreed(Profile ours, Profile theirs, Function<Profile, T> field) {
        T now = field.apply(theirs);
        boolean isKnown = seen.isPresent() || sent.isPresent();
        boolean isOld = Stream.concat(seen.stream(), sent.stream()).map(field).anyMatch(now::equals);
        return isKnown && !isOld ? now : field.apply(ours);
    }

    /** Before something is written there. */
    public Customer sending(Optional<Profile> there, Profile wanted) {
        return new Customer(account, reference, there, Optional.of(wanted), method, revision);
    }

    /** As the provider has him; nothing is on its way. */
    public Customer seen(CustomerReference there, Profile profile, Optional<String> paysBy) {
        return new Customer(account, Optional.of(there), Optional.of(profile), Optional.empty(), paysBy, revision);
    }

    /** As it is kept after a change. */
    public Customer revised() {
        return new Customer(account, reference, seen, sent, method, revision + 1);
    }
}
