package dev.countinghouse.adapter.stripe;

import com.stripe.model.MetadataStore;
import java.util.Map;
import java.util.Optional;

/** What we write beside Stripe's objects, so that they can be told from those of others and found again. */
final class Metadata {

    static final String ACCOUNT = "countinghouse_account";
    /** Of a payment, a refund or a checkout: the key it was asked for under. */
    static final String KEY = "countinghouse_key";
    /** Why a payment failed, for programs and for people; once it is there, nothing is tried any more. */
    static final String FAILURE = "countinghouse_failure";

    static final String FAILURE_TEXT = "countinghouse_failure_text";

    /** Begins the names under which a customer's profile is kept as we wrote it, in parts. */
    static final String PROFILE = "countinghouse_profile_";
    /** Of a price or a coupon: everything about it that is never changed. Those without it are not ours. */
    static final String TERMS = "countinghouse_terms";

    /** Of a subscription: ours. */
    static final String SUBSCRIPTION = "countinghouse_subscription";
    /** Of a subscription: since when it is for what we last had it be for. */
    static final String SINCE = "countinghouse_since";
    /** Of a subscription: how many coupons were given to it; Stripe forgets those that are used up. */
    static final String COUPONS = "countinghouse_coupons";

    private Metadata() {}

    static Optional<String> of(MetadataStore<?> object, String name) {
        Map<String, String> metadata = object.getMetadata();
        return metadata == null ? Optional.empty() : Optional.ofNullable(metadata.get(name));
    }
}
