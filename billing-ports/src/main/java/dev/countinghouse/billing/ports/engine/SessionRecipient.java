package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import java.util.Optional;

/** Begins the time of a session when its sandbox is there, and cancels it if it will not be. */
final class SessionRecipient implements Recipient {

    private final Books books;
    private final SessionEnder ender;
    private final SessionKeeper keeper;

    SessionRecipient(Books books, SessionEnder ender, SessionKeeper keeper) {
        this.books = books;
        this.ender = ender;
        this.keeper = keeper;
    }

    @Override
    public void lock(Provision provision) {
        session(provision);
    }

    @Override
    public void ready(Provision provision) {
        session(provision)
                .filter(Session::isRunning)
                .map(session -> session.begun(books.now(provision.account())))
                .ifPresent(session -> keeper.keep(session, session.startedAt()));
    }

    @Override
    public void refused(Provision provision) {
        session(provision)
                .filter(Session::isRunning)
                .ifPresent(session -> ender.end(session, SessionEnd.Reason.CANCELED, session.startedAt()));
    }

    private Optional<Session> session(Provision provision) {
        return provision
                .purpose()
                .<Optional<Purpose.OfSession>>fold(ofAccount -> Optional.empty(), Optional::of)
                .flatMap(purpose -> books.sessions().lock(provision.account(), purpose.session()));
    }
}
