package dev.countinghouse.billing.ports.driving;

import java.time.Duration;

/** Deletes notices that came to their end long ago, with the personal data in them. */
public interface ForgetNotices {

    /** @param age how long they are finished; returns how many were deleted */
    int forget(Duration age);
}
