package dev.countinghouse.billing.ports.standin;

class InMemoryBookTest extends StandInBookContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
