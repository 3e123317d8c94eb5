package dev.countinghouse.billing.ports.standin;

class MeterStandInTest extends MeterStandInContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
