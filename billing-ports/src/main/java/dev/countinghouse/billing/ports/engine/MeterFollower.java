package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway.Complaint;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.Optional;

/** Takes back what the provider has taken and does not count, so that it is told again. */
final class MeterFollower implements NoticeHandler {

    private final Books books;
    private final MeterGateway gateway;
    private final ReportSender sender;

    MeterFollower(Books books, Till till, MeterGateway gateway) {
        this.books = books;
        this.gateway = gateway;
        this.sender = new ReportSender(books, till, gateway);
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.METER;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        boolean isOurs = false;
        for (Complaint complaint : gateway.complaints(notice)) {
            Optional<AccountId> account = books.transactions()
                    .inTransaction(Scope.SYSTEM, () -> books.usageReports().accountOf(complaint.report()));
            account.ifPresent(found -> sender.refuse(found, complaint.report(), complaint.reason()));
            isOurs |= account.isPresent();
        }
        return isOurs;
    }
}
