package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.ports.driving.OpenPortal;
import java.net.URI;
import java.util.Optional;

final class PortalOpener implements OpenPortal {

    private final Till till;
    private final CustomerDesk customers;
    private final ReturnOrigins origins;

    PortalOpener(ReceivableBook receivables, ReturnOrigins origins) {
        this.till = receivables.till();
        this.customers = new CustomerDesk(receivables);
        this.origins = origins;
    }

    @Override
    public Outcome open(AccountId account, String returnUrl) {
        Optional<String> refusal = origins.refusal(returnUrl);
        if (refusal.isPresent()) {
            return new Outcome.Refused("returnUrl", refusal.get());
        }
        customers.require(account);
        return new Outcome.Opened(till.customers().openPortal(account, URI.create(returnUrl)));
    }
}
