package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.NoticeId;

/** Has a notice worked off again, whatever became of it: its object is asked for once more. */
public interface ReplayNotices {

    /**
     * Reads the notice anew and puts it back to be worked off at once, with all its tries before it. One that is still not
     * clear stays dead. One that somebody works at right now is left to him.
     *
     * @return what it is now
     * @throws UnknownException for a notice that there is not
     */
    KeptNotice replay(NoticeId id);
}
