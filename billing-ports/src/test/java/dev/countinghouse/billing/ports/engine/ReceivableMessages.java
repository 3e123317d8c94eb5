package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that is told of invoices that ask for money. */
final class ReceivableMessages extends CollectionCase {

    private ReceivableMessages() {}

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    static List<OutboxMessage> ofEachType() {
        ReceivableMessages of = new ReceivableMessages();
        List<OutboxMessage> all = new ArrayList<>(of.paid());
        all.addAll(of.lost());
        all.addAll(of.recovered());
        return all;
    }

    private List<OutboxMessage> paid() {
        openTheShop();
        subscribe();
        collect();
        credit("note", 0, "20.00");
        clock.advance(Duration.ofMinutes(2));
        collect();
        provider.openDispute(lastKey(0), "fraudulent");
        clock.advance(Duration.ofDays(2));
        collect();
        return messages();
    }

    private List<OutboxMessage> lost() {
        openTheShop();
        paysWith(TestMethod.CARD_AUTHENTICATION);
        subscribe();
        collect();
        toDay(1);
        engine.payInvoice().pay(number(0));
        provider.authenticate(lastKey(0), false);
        toDay(30);
        return messages();
    }

    private List<OutboxMessage> recovered() {
        openTheShop();
        paysWith(TestMethod.CARD_DECLINED);
        subscribe();
        collect();
        paysWith(TestMethod.CARD_OK);
        collect();
        return messages();
    }
}
