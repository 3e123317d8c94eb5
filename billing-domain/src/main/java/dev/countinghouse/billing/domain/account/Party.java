package dev.countinghouse.billing.domain.account;

import java.util.List;

/** Who sells or buys, as an invoice has to name them. */
public record Party(String name, List<String> address, String taxId) {

    public Party {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a party on an invoice must not be blank");
        }
        address = List.copyOf(address);
    }

    public static Party named(String name) {
        return new Party(name, List.of(), "");
    }
}
