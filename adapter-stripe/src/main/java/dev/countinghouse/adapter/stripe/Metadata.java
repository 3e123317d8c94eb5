package dev.countinghouse.adapter.stripe;

import com.stripe.model.MetadataStore;
import java.util.Map;
import java.util.Optional;

/** What we write beside Stripe's objects, so that they can be told from those of others and found again. */
final class Metadata {

    static final String ACCOUNT = "countinghouse_account";
    /** Of a payment or a refund: the key it was asked for under. */
    static final String KEY = "countinghouse_key";
    /** Why a payment failed, for programs and for people; once it is there, nothing is tried any more. */
    static final String FAILURE = "countinghouse_failure";

    static final String FAILURE_TEXT = "countinghouse_failure_text";

    private Metadata() {}

    static Optional<String> of(MetadataStore<?> object, String name) {
        Map<String, String> metadata = object.getMetadata();
        return metadata == null ? Optional.empty() : Optional.ofNullable(metadata.get(name));
    }
}
