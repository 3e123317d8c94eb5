package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.SaleOutcome;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driving.SpendCredits;

final class CreditSpender implements SpendCredits {

    private static final int LONGEST = 200;

    private final CreditDesk desk;

    CreditSpender(CreditDesk desk) {
        this.desk = desk;
    }

    @Override
    public SaleOutcome spend(AccountId account, CommandKey command, String about, Credits price, SpendPurpose purpose) {
        LedgerId.requireOwn("command", command.value());
        if (about.isBlank() || about.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "about is '" + about + "', it must have 1 to " + LONGEST + " characters and not be blank");
        }
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price is " + price + ", it must be above 0");
        }
        return desk.post(
                CreditCommand.of(account, command, book -> book.burning().sell(command, about, price, purpose)));
    }
}
