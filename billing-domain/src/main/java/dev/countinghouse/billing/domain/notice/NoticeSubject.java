package dev.countinghouse.billing.domain.notice;

import java.util.regex.Pattern;

/**
 * What a notice is about: which object of the provider, by the id he has for it. Whoever is told of it asks for that object
 * as it is now.
 */
public record NoticeSubject(Kind kind, String id) {

    /** What can be asked for again. Refunds and disputes are changes of their payment. */
    public enum Kind {
        PAYMENT,
        CUSTOMER,
        CHECKOUT,
        INVOICE,
        CREDIT_NOTE,
        SUBSCRIPTION,
        PAYMENT_METHOD,
        METER
    }

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public NoticeSubject {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of what a notice is about is '" + id + "', it must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
