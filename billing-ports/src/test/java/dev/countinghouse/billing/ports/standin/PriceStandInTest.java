package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.PriceGatewayContract;

class PriceStandInTest extends PriceGatewayContract {

    private final PriceStandIn standIn = new PriceStandIn(StandInBook.inMemory());

    @Override
    protected PriceGateway gateway() {
        return standIn;
    }

    @Override
    protected void putAway(ProviderItem.Key key) {
        standIn.putAway(key);
    }

    @Override
    protected void occupy(ProviderItem.Key key) {
        standIn.occupy(key);
    }
}
