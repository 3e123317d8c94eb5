package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.util.List;

/** Everything that is announced of purchases. */
final class PurchaseMessages extends PurchaseCase {

    private PurchaseMessages() {}

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    static List<OutboxMessage> ofEachType() {
        PurchaseMessages shop = new PurchaseMessages();
        shop.openTheShop();
        shop.buy("100.00");
        shop.refund("r", "10.00");
        shop.provider.openDispute(shop.key(FIRST), "fraudulent");
        shop.receiveAll();
        shop.provider.closeDispute(shop.key(FIRST), true);
        shop.receiveAll();
        shop.paysWith(TestMethod.CARD_DECLINED);
        shop.bought(order(new PurchaseId("second"), "25.00"));
        shop.engine.setTopUp().set(ACME, new TopUp(credits("100"), usd("20.00"), usd("100.00")));
        shop.engine.runTopUps().run(10);
        return shop.messages();
    }
}
