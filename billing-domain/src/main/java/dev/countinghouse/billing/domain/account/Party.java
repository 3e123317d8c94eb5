package dev.countinghouse.billing.domain.account;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who sells or buys, as an invoice has to name them.
 *
 * @param email where bills are to be sent; empty if it is not known
 */
public record Party(String name, List<String> address, String taxId, String email) {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+");
    private static final int LONGEST_EMAIL = 254;

    public Party {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a party on an invoice must not be blank");
        }
        address = List.copyOf(address);
        emailRefusal(email).ifPresent(reason -> {
            throw new IllegalArgumentException("the e-mail address of '" + name + "' " + reason);
        });
    }

    /** One whose e-mail address is not known. */
    public Party(String name, List<String> address, String taxId) {
        this(name, address, taxId, "");
    }

    public static Party named(String name) {
        return new Party(name, List.of(), "");
    }

    /** What is wrong with an e-mail address; none at all is not wrong. */
    public static Optional<String> emailRefusal(String email) {
        boolean isRight = email.isEmpty()
                || (email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches());
        return isRight
                ? Optional.empty()
                : Optional.of("is '" + email + "', it must be like billing@example.com and have at most "
                        + LONGEST_EMAIL + " characters");
    }
}
