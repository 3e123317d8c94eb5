package dev.countinghouse.billing.ports.standin;

class InvoicedChangesTest extends InvoicedChangesContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
