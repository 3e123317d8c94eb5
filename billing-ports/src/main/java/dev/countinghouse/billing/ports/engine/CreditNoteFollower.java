package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;

/** The same for a credit note: a change of its invoice. */
final class CreditNoteFollower implements NoticeHandler {

    private final InvoiceGateway gateway;
    private final InvoiceCopier copier;

    CreditNoteFollower(InvoiceGateway gateway, InvoiceCopier copier) {
        this.gateway = gateway;
        this.copier = copier;
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.CREDIT_NOTE;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        return gateway.ofCreditNote(about.id()).filter(copier::copy).isPresent();
    }
}
