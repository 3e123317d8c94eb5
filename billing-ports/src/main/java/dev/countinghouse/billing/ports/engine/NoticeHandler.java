package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;

/**
 * Follows what has changed at the provider, for one kind of object.
 *
 * <p>Called outside of transactions, by one thread at a time for an object; more often than necessary, and again after it
 * failed or was cut off anywhere. So it asks for the object as it is now, and what it does once more does nothing.
 */
interface NoticeHandler {

    NoticeSubject.Kind kind();

    /**
     * @return whether it was about something of ours; the provider may have other customers than we know
     * @throws RuntimeException to be tried again later
     */
    boolean handle(Notice notice, NoticeSubject about);
}
