package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import java.time.InstantSource;

class MeterStandInTest extends MeterGatewayContract {

    private final MeterStandIn provider = new MeterStandIn(clock);

    @Override
    protected MeterGateway newGateway(InstantSource same) {
        return provider;
    }

    @Override
    protected void haveMeter(String name, boolean exists) {
        if (exists) {
            provider.addMeter(name);
        } else {
            provider.removeMeter(name);
        }
    }
}
