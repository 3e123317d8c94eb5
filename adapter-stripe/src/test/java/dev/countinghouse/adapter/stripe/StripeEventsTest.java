package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.adapter.stripe.StripeEvents.About;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notice.NoticeSubject.Kind;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeEventsTest {

    private static JsonNode event(String type) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree("{\"id\": \"evt_1\", \"type\": \"" + type
                            + "\", \"data\": {\"object\": {\"id\": \"own\", \"subscription\": \"sub_1\", \"customer\": \"cus_1\","
                            + " \"payment_intent\": \"pi_1\"}}, \"related_object\": {\"id\": \"mtr_1\"}}");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "checkout.session.completed, CHECKOUT, own",
        "checkout.session.async_payment_succeeded, CHECKOUT, own",
        "checkout.session.async_payment_failed, CHECKOUT, own",
        "checkout.session.expired, CHECKOUT, own",
        "customer.created, CUSTOMER, own",
        "customer.updated, CUSTOMER, own",
        "customer.deleted, CUSTOMER, own",
        "customer.tax_id.created, CUSTOMER, cus_1",
        "customer.tax_id.deleted, CUSTOMER, cus_1",
        "customer.subscription.created, SUBSCRIPTION, own",
        "customer.subscription.updated, SUBSCRIPTION, own",
        "customer.subscription.deleted, SUBSCRIPTION, own",
        "customer.subscription.paused, SUBSCRIPTION, own",
        "customer.subscription.resumed, SUBSCRIPTION, own",
        "customer.subscription.trial_will_end, SUBSCRIPTION, own",
        "subscription_schedule.released, SUBSCRIPTION, sub_1",
        "invoice.created, INVOICE, own",
        "invoice.updated, INVOICE, own",
        "invoice.finalized, INVOICE, own",
        "invoice.finalization_failed, INVOICE, own",
        "invoice.paid, INVOICE, own",
        "invoice.payment_succeeded, INVOICE, own",
        "invoice.payment_failed, INVOICE, own",
        "invoice.payment_action_required, INVOICE, own",
        "invoice.voided, INVOICE, own",
        "invoice.marked_uncollectible, INVOICE, own",
        "invoice.overdue, INVOICE, own",
        "payment_intent.processing, PAYMENT, own",
        "charge.refunded, PAYMENT, pi_1",
        "refund.updated, PAYMENT, pi_1",
        "charge.dispute.closed, PAYMENT, pi_1",
        "payment_method.attached, PAYMENT_METHOD, own",
        "credit_note.created, CREDIT_NOTE, own",
        "v1.billing.meter.error_report_triggered, METER, mtr_1",
        "v1.billing.meter.no_meter_found, METER, evt_1",
    })
    void eachTypeNamesAnObject(String type, Kind kind, String id) {
        assertThat(StripeEvents.about(event(type)).about()).contains(new NoticeSubject(kind, id));
    }

    @Test
    void othersDoNot() {
        for (String type : new String[] {
            "product.created", "customer.source.created", "customer", "", "invoice", "invoice.upcoming"
        }) {
            assertThat(StripeEvents.about(event(type)))
                    .as(type)
                    .isEqualTo(new About(Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void aScheduleThatWasLetGoOfIsAboutWhatItWasOf() throws IOException {
        JsonNode released = JsonMapper.builder()
                .build()
                .readTree("{\"type\": \"subscription_schedule.released\", \"data\": {\"object\": {\"id\": \"own\","
                        + " \"subscription\": null, \"released_subscription\": \"sub_2\"}}}");

        assertThat(StripeEvents.about(released).about()).contains(new NoticeSubject(Kind.SUBSCRIPTION, "sub_2"));
    }
}
