package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.InvoiceGatewayContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The invoices of the stand-in, whatever book they are kept in. */
public abstract class InvoiceStandInContract extends InvoiceGatewayContract {

    private final InMemoryTestClock clock = new InMemoryTestClock(START);
    private InvoiceStandIn provider = over(StandInBook.inMemory());
    private PaymentStandIn bank = Provider.over(StandInBook.inMemory(), clock, Provider.SECRET);
    private int notes;

    protected abstract StandInBook emptyBook();

    private InvoiceStandIn over(StandInBook book) {
        return new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/"));
    }

    @BeforeEach
    void open() {
        StandInBook book = emptyBook();
        provider = over(book);
        bank = Provider.over(book, clock, Provider.SECRET);
        bank.useMethod(ACME, TestMethod.NONE.token());
    }

    @Override
    protected InvoiceGateway gateway() {
        return provider;
    }

    @Override
    protected void moveTo(Instant now) {
        clock.moveTo(now);
    }

    @Override
    protected InvoiceReference drafts(AccountId account, SubscriptionId subscription, List<Money> lines) {
        Period day = new Period(START, START.plusSeconds(86_400));
        return provider.draft(
                account,
                Optional.of(subscription),
                lines.stream()
                        .map(amount -> new Line("a line", Optional.empty(), Optional.empty(), amount, day, false))
                        .toList());
    }

    /** All customers of the stand-in are ours. */
    @Override
    protected InvoiceReference opensForSomebodyElse() {
        return new InvoiceReference("in_of_somebody_else");
    }

    @Override
    protected void hasCard(AccountId account, boolean takes) {
        bank.useMethod(account, (takes ? TestMethod.CARD_OK : TestMethod.CARD_DECLINED).token());
    }

    @Override
    protected PaymentId paymentOf(InvoiceReference invoice) {
        return provider.paymentOf(invoice).orElseThrow();
    }

    @Override
    protected Money refunded(InvoiceReference invoice) {
        return provider.refunded(invoice);
    }

    @Override
    protected String creditsThere(InvoiceReference invoice, Money amount) {
        if (provider.find(invoice).isEmpty()) {
            return "cn_of_somebody_else";
        }
        provider.change(invoice, new Step.Credit("by hand " + ++notes, amount, "Somebody asked."));
        return provider.find(invoice).orElseThrow().creditNotes().get(0).reference();
    }
}
