package dev.countinghouse.billing.ports.standin;

class InfrastructureStandInTest extends InfrastructureStandInContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
