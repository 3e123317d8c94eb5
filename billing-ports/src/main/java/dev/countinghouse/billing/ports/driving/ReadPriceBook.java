package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.cost.PriceBook;

/** What the providers charge us, as this engine prices by it. */
public interface ReadPriceBook {

    PriceBook book();
}
