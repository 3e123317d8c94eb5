package dev.countinghouse.billing.ports.standin;

class InvoiceCollectionTest extends InvoiceCollectionContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
