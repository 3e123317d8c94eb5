package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import java.util.List;

/** What a provider that invoices was told of an account's usage, and what he was not. */
public interface ReadUsageReports {

    /** What each meter comes to in each billing period, and what was told; all that is held back is {@link MeterTally#missing}. */
    List<MeterTally> tallies(AccountId account);

    /** The newest first, with why they were refused or what they wait for. */
    List<UsageReport> reports(AccountId account, int limit);
}
