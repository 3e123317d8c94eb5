package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import java.util.List;

/**
 * Raises the alerts that use and spending call for: one per billing period, meter or budget, and threshold. Each is stored
 * and told in one transaction; checking again, or from many sides at once, raises nothing twice.
 */
public interface CheckAlerts {

    /**
     * Checks one account as of now, and the billing periods that have ended since it was checked last as of their end.
     * Answers what it raised.
     *
     * @throws UnknownException for an account that there is not
     */
    List<Alert> check(AccountId account);

    /**
     * Checks every account of which something has changed or whose time has come, and answers how many alerts that
     * raised. To be called about every minute. One that fails does not hold back the others; what failed is thrown when
     * all were checked, and is tried again with the next call.
     */
    int checkDue();
}
