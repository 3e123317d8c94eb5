package dev.countinghouse.billing.domain.customer;

import dev.countinghouse.billing.domain.account.Party;
import java.util.List;

/** How a customer is described, here or at the provider, where nothing of it need be there or well-formed. */
public record Profile(String name, List<String> address, String taxId, String email) {

    public Profile {
        address = List.copyOf(address);
    }

    public static Profile of(Party party) {
        return new Profile(party.name(), party.address(), party.taxId(), party.email());
    }

    /** The same party as this describes it; what cannot stand on an invoice is left as it was. */
    public Party over(Party before) {
        return new Party(
                name.isBlank() ? before.name() : name,
                address,
                taxId,
                Party.emailRefusal(email).isPresent() ? before.email() : email);
    }
}
