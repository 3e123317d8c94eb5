package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.util.Map;

/**
 * What an account has of a unit at an instant.
 *
 * @param available what can be spent or held on anything, credit line included; below 0 if usage has gone beyond it
 * @param restricted what can be spent besides, but only on what its grants are for
 * @param pending granted, and effective later
 * @param overdrawn spent beyond all grants
 * @param accounts every account of the ledger, as it is posted
 */
public record CreditBalance(
        CreditUnit unit,
        Credits available,
        Credits restricted,
        Credits held,
        Credits pending,
        Credits overdrawn,
        Credits creditLine,
        Map<LedgerAccount, Credits> accounts) {}
