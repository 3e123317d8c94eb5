package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.billing.domain.account.Party;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Party", description = "Who sells or buys, as the invoice names them")
public record PartyBody(String name, List<String> address, String taxId) {

    static PartyBody of(Party party) {
        return new PartyBody(party.name(), party.address(), party.taxId());
    }
}
