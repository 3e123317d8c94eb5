package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.provider.InvoiceReference;

/** Keeps the copy of an invoice of the provider as it is there. */
final class InvoiceFollower implements NoticeHandler {

    private final InvoiceCopier copier;

    InvoiceFollower(InvoiceCopier copier) {
        this.copier = copier;
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.INVOICE;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        return copier.copy(new InvoiceReference(about.id()));
    }
}
