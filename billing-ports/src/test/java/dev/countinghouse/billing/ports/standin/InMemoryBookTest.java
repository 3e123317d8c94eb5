package dev.countinghouse.billing.ports.standin;

class InMemoryBookTest extends PaymentStandInBookContract {

    @Override
    protected PaymentStandInBook emptyBook() {
        return PaymentStandInBook.inMemory();
    }
}
