package dev.countinghouse.billing.ports.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** What the contracts about invoices of a provider share: invoices as he makes them. All in USD, from 1 April 2026. */
abstract class InvoiceGatewayCase {

    protected static final AccountId ACME = new AccountId("acme");
    protected static final AccountId GLOBEX = new AccountId("globex & co/ä");
    protected static final SubscriptionId SUBSCRIPTION = new SubscriptionId("sub/1 ä");
    protected static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    protected abstract InvoiceGateway gateway();

    /** It is {@link #START} until this says otherwise. */
    protected abstract void moveTo(Instant now);

    /** The provider has a draft for our subscription, which he keeps like ours, with lines of amounts in this order. */
    protected abstract InvoiceReference drafts(AccountId account, SubscriptionId subscription, List<Money> lines);

    /** The same for somebody who is none of our customers; open. */
    protected abstract InvoiceReference opensForSomebodyElse();

    /** The account is charged by a card from now on that takes everything, or nothing. */
    protected abstract void hasCard(AccountId account, boolean takes);

    /** The payment that a paid invoice was paid by, by card. */
    protected abstract PaymentId paymentOf(InvoiceReference invoice);

    /** What has been given back to the card of it. */
    protected abstract Money refunded(InvoiceReference invoice);

    /** Somebody makes a credit note in the provider's dashboard; returns its id. */
    protected abstract String creditsThere(InvoiceReference invoice, Money amount);

    protected static Money usd(long cents) {
        return new Money(cents, Currency.getInstance("USD"));
    }

    protected ProviderInvoice found(InvoiceReference reference) {
        return gateway().find(reference).orElseThrow();
    }

    protected InvoiceReference draft(long cents) {
        return drafts(ACME, SUBSCRIPTION, List.of(usd(cents)));
    }

    protected InvoiceReference open(long cents) {
        InvoiceReference reference = draft(cents);
        done(reference, new Step.Finalize());
        return reference;
    }

    protected InvoiceReference paid(long cents) {
        hasCard(ACME, true);
        InvoiceReference reference = open(cents);
        done(reference, new Step.Pay());
        return reference;
    }

    /** Once, and once more, which changes nothing. */
    protected ProviderInvoice done(InvoiceReference reference, Step step) {
        Outcome outcome = gateway().change(reference, step);
        assertThat(outcome).isEqualTo(new Outcome.Done(found(reference)));
        assertThat(gateway().change(reference, step)).as("once more").isEqualTo(outcome);
        return found(reference);
    }

    protected void refused(InvoiceReference reference, Step step) {
        ProviderInvoice before = found(reference);
        Outcome outcome = gateway().change(reference, step);
        assertThat(outcome).as(before.status() + " " + step).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).reason()).isNotBlank();
        assertThat(((Outcome.Refused) outcome).invoice()).isEqualTo(before);
        assertThat(found(reference)).isEqualTo(before);
    }

    protected static Step credit(String key, long cents) {
        return new Step.Credit(key, usd(cents), "It was down for a day.");
    }
}
