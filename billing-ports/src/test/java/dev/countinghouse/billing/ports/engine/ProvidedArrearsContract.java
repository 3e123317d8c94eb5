package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import org.junit.jupiter.api.Test;

/** Who owes something of a subscription that has ended at a provider that invoices, which then collects it no more. */
public abstract class ProvidedArrearsContract extends ProvidedCase {

    /** The second month is not paid. */
    private void owing() {
        openForBusiness();
        open(ACME);
        engine.payWith().use(ACME, "card_ok");
        subscribe(MAIN.value(), "pro");
        settle(Fate.IN_ORDER);
        engine.payWith().use(ACME, "card_declined");
        to("2026-04-10T14:00:00Z");
        settle(Fate.IN_ORDER);
        assertThat(invoices()).containsExactly("31.00 paid", "31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        assertThat(told("account.standing_changed")).isEqualTo(1);
    }

    private void subscribe(String id, String plan) {
        assertThat(engine.startSubscription().start(bench.order(new SubscriptionId(id), ACME, plan, 1)))
                .isInstanceOf(StartSubscription.Outcome.Started.class);
    }

    private void close(InvoiceGateway.Step step) {
        engine.payWith().use(ACME, "card_ok");
        assertThat(engine.changeProviderInvoice().change(copies().get(1).reference(), step))
                .isInstanceOf(InvoiceGateway.Outcome.Done.class);
        settle(Fate.IN_ORDER);
    }

    private String standing(String subscription) {
        return engine.readSubscriptions()
                .find(new SubscriptionId(subscription))
                .map(found -> found.subscription().state(found.asOf()).name())
                .orElseThrow();
    }

    @Test
    void whoChangesToAFreePlanOwesItAllTheSame() {
        owing();
        change("free", When.NOW);
        settle(Fate.IN_ORDER);
        assertThat(invoices().get(1)).isEqualTo("31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        assertThat(told("account.standing_changed")).isEqualTo(1);
        to("2026-06-10T14:00:00Z");
        settle(Fate.IN_ORDER);
        assertThat(standing()).as("as if it had not ended there").isEqualTo("restricted");
        long warned = told("account.standing_changed");

        close(new InvoiceGateway.Step.Pay());
        assertThat(invoices().get(1)).isEqualTo("31.00 paid");
        assertThat(standing()).isEqualTo("active");
        assertThat(told("account.standing_changed")).isEqualTo(warned + 1);
    }

    @Test
    void whoSubscribesAgainBeginsWithWhatHeOwes() {
        owing();
        change(new Step.Cancel(When.NOW, false));
        settle(Fate.IN_ORDER);
        assertThat(standing(MAIN.value())).isEqualTo("canceled");
        subscribe("second", "free");
        settle(Fate.IN_ORDER);
        assertThat(standing("second")).isEqualTo("past_due");
        long warned = told("account.standing_changed");

        close(new InvoiceGateway.Step.Pay());
        assertThat(standing("second")).isEqualTo("active");
        assertThat(told("account.standing_changed")).isEqualTo(warned + 1);
    }

    @Test
    void whatIsGivenUpOrVoidIsNotOwed() {
        owing();
        change("free", When.NOW);
        settle(Fate.IN_ORDER);
        assertThat(standing()).isEqualTo("past_due");
        close(new InvoiceGateway.Step.Void());
        assertThat(standing()).isEqualTo("active");
    }
}
