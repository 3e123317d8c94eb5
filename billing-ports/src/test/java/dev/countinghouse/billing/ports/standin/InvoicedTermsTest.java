package dev.countinghouse.billing.ports.standin;

class InvoicedTermsTest extends InvoicedTermsContract {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }
}
