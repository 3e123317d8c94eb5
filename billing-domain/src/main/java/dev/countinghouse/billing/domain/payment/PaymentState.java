package dev.countinghouse.billing.domain.payment;

import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What became of a payment. One that succeeded or failed stays so; who wants to try again asks under another key. */
public sealed interface PaymentState {

    /** The name used in APIs. */
    String name();

    default <T> T fold(
            Supplier<T> processing,
            Function<RequiresAction, T> requiresAction,
            Supplier<T> succeeded,
            Function<Failed, T> failed) {
        if (this instanceof Processing) {
            return processing.get();
        }
        if (this instanceof RequiresAction it) {
            return requiresAction.apply(it);
        }
        return this instanceof Succeeded ? succeeded.get() : failed.apply((Failed) this);
    }

    /** Not decided: a bank takes days. */
    record Processing() implements PaymentState {
        @Override
        public String name() {
            return "processing";
        }
    }

    /** Not decided: the customer has to visit a page, to authenticate himself; perhaps he never does. */
    record RequiresAction(URI page) implements PaymentState {
        @Override
        public String name() {
            return "requires_action";
        }
    }

    record Succeeded() implements PaymentState {
        @Override
        public String name() {
            return "succeeded";
        }
    }

    /**
     * Declined, not authenticated or called off: nothing was paid.
     *
     * @param code why, for programs: {@code card_declined}, {@code insufficient_funds}, {@code expired_card}, {@code
     *     authentication_failed}, {@code authentication_required}, {@code no_payment_method} or another of the provider's
     * @param text why, for people
     */
    record Failed(String code, String text) implements PaymentState {

        private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");

        public Failed {
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("decline code '" + code + "' must have 1 to 64 of a-z, 0-9 and '_'");
            }
        }

        @Override
        public String name() {
            return "failed";
        }
    }
}
