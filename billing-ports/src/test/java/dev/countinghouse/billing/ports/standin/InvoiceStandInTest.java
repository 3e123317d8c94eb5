package dev.countinghouse.billing.ports.standin;

class InvoiceStandInTest extends InvoiceStandInContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
