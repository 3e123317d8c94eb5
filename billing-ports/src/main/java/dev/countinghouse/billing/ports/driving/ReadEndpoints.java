package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import java.util.List;
import java.util.Optional;

/** Who is told what happens. */
public interface ReadEndpoints {

    Optional<Endpoint> find(EndpointId id);

    /** Endpoints of an account, or those for all accounts, the oldest first, those behind one or from the first. */
    List<Endpoint> list(Optional<AccountId> account, Optional<EndpointId> after, int limit);
}
