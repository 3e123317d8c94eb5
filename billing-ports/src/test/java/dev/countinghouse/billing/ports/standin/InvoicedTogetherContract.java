package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driven.Race;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several who look at the stand-in at once, seldom and often, whatever book it is written down in. */
public abstract class InvoicedTogetherContract extends InvoicedCourse {

    private static final int LOOKS = 12;

    /** Each by a stand-in of its own. */
    @Test
    void ofManyWhoLookAtOnceEachInvoiceIsMadeAndPaidOnce() {
        put(at("2026-03-01", pro, calls));
        told();
        clock.moveTo(time("2026-04-01T02:00:00"));
        Race.of(LOOKS, thread -> switch (thread % 4) {
            case 0 -> gateway().of(ACME, Instant.EPOCH, 10).size();
            case 1 -> bank().pendingNotices(10).size();
            case 2 -> put(at("2026-04-01", pro, calls).wanted()).items().size();
            default -> {
                use(10 + thread, time("2026-04-01T01:30:00"));
                yield 0;
            }
        });

        assertThat(invoices()).hasSize(2);
        assertThat(last().tries()).isEqualTo(1);
        assertThat(told()).containsExactly("invoice.created 04-01", "invoice.finalized 04-01", "invoice.paid 04-01");
        clock.moveTo(time("2026-05-01T00:00:00"));
        assertThat(lines(last())).as("13 + 17 + 21 calls").containsExactly("Calls 1.02", "Pro 31.00");
    }

    @Test
    void ofManyWhoDeclareDifferentThingsOneIsDone() {
        pays(TestMethod.CARD_DECLINED);
        put(at("2026-03-01", pro));
        pays(TestMethod.NONE);
        Race.of(LOOKS, thread -> gateway()
                .change(last().reference(), thread % 2 == 0 ? new Step.Void() : new Step.PaidOutside()));

        assertThat(last().status()).isIn(Status.VOID, Status.PAID);
        assertThat(told())
                .filteredOn(each -> each.matches("invoice.(voided|paid).*"))
                .hasSize(1);
    }

    @Test
    void howOftenSomebodyLooksMakesNoDifference() {
        List<String> expected = course(Duration.ofDays(100));
        assertThat(expected.toString()).contains("Calls 30.00", "invoice.payment_failed", "subscription.updated");
        offer(emptyBook());
        assertThat(course(Duration.ofHours(5))).isEqualTo(expected);
    }

    @Test
    void whatIsToldCanBeReadAndIsAboutWhatThereIs() {
        put(at("2026-03-01", pro));
        ProviderInvoice invoice = last();
        gateway().change(invoice.reference(), new Step.Credit("a", usd(100), "It was down."));
        CreditNote note = last().creditNotes().get(0);
        List<Optional<NoticeSubject>> about = bank().pendingNotices(10).stream()
                .map(notice -> bank().read(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers())
                        .fold(Notice::about, (unclear, reason) -> unclear.about(), reason -> {
                            throw new AssertionError(reason);
                        }))
                .toList();

        NoticeSubject ofInvoice = new NoticeSubject(
                NoticeSubject.Kind.INVOICE, invoice.reference().value());
        assertThat(about)
                .contains(Optional.of(ofInvoice))
                .endsWith(Optional.of(new NoticeSubject(NoticeSubject.Kind.CREDIT_NOTE, note.reference())));
        assertThat(note.number()).isEqualTo(invoice.number().orElseThrow() + "-CN-01");
        SignedNotice last = bank().pendingNotices(10).get(4);
        bank().delivered(last);
        bank().delivered(last);
        assertThat(bank().pendingNotices(10)).hasSize(4);
    }

    @Test
    void thereIsNoCreditUnderAnotherKeysAmount() {
        put(at("2026-03-01", pro));
        gateway().change(last().reference(), new Step.Credit("a", usd(100), "It was down."));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway().change(last().reference(), new Step.Credit("a", usd(101), "Again.")))
                .withMessageContaining("1.00 USD")
                .withMessageContaining("1.01 USD");
    }
}
