package dev.countinghouse.billing.ports.standin;

class InvoicedTogetherTest extends InvoicedTogetherContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
