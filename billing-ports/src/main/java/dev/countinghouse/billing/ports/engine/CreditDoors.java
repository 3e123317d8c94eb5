package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.BuyProduct;
import dev.countinghouse.billing.ports.driving.GrantCredits;
import dev.countinghouse.billing.ports.driving.HoldCredits;
import dev.countinghouse.billing.ports.driving.ReadCredits;
import dev.countinghouse.billing.ports.driving.ReadPurchases;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.driving.ResumePurchases;
import dev.countinghouse.billing.ports.driving.RunSessions;
import dev.countinghouse.billing.ports.driving.RunTopUps;
import dev.countinghouse.billing.ports.driving.SetTopUp;
import dev.countinghouse.billing.ports.driving.SettleCredits;
import dev.countinghouse.billing.ports.driving.SpendCredits;
import dev.countinghouse.billing.ports.driving.VerifyLedger;
import java.security.SecureRandom;

/** The driving ports of prepaid credits; part of {@link BillingEngine}, which is what programs see. */
abstract sealed class CreditDoors extends AccessDoors permits GateDoors {

    final CreditDesk desk;
    final World world;
    final Till till;
    final Site site;
    private final SessionRules sessionRules;

    CreditDoors(BillingEngineBuilder wiring) {
        super(wiring.books());
        this.sessionRules = wiring.sessionRules;
        this.desk = new CreditDesk(books);
        this.till = wiring.till();
        this.world = wiring.world(new SecureRandom());
        this.site = wiring.site();
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public BuyCredits buyCredits() {
        return new CreditBuyer(books, desk, till);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public ResumePurchases resumePurchases() {
        return new PurchaseResumer(books, desk, till);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public RefundPurchase refundPurchase() {
        return new PurchaseRefunder(books, desk, till);
    }

    public ReadPurchases readPurchases() {
        return new PurchaseReader(books);
    }

    public SetTopUp setTopUp() {
        return new TopUpSetter(books, desk);
    }

    /** @throws IllegalStateException unless the builder was told who takes payments */
    public RunTopUps runTopUps() {
        return new TopUpRunner(books, desk, till);
    }

    public GrantCredits grantCredits() {
        return new CreditGranter(books, desk);
    }

    public HoldCredits holdCredits() {
        return new CreditHolder(desk);
    }

    public SpendCredits spendCredits() {
        return new CreditSpender(desk);
    }

    public ReadCredits readCredits() {
        return new CreditReader(books);
    }

    public SettleCredits settleCredits() {
        return new CreditSettler(books, desk);
    }

    public RunSessions runSessions() {
        return sessionRunner();
    }

    SessionRunner sessionRunner() {
        return new SessionRunner(books, desk, sessionRules, site);
    }

    SessionEnder sessionEnder() {
        return new SessionEnder(books, desk, sessionRules, site);
    }

    public BuyProduct buyProduct() {
        return new ProductSeller(books, desk);
    }

    public VerifyLedger verifyLedger() {
        return new LedgerVerifier(books);
    }
}
