package dev.countinghouse.billing.ports.driving;

import java.time.Duration;

/** Deletes what is known of deliveries that came to their end long ago. */
public interface ForgetDeliveries {

    /** @param age how long they are finished; returns how many were deleted */
    int forget(Duration age);
}
