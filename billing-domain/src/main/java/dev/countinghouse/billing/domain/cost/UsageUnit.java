package dev.countinghouse.billing.domain.cost;

/** The unit a kind of usage is counted in, and the lot of it that providers publish a price for. */
public enum UsageUnit {
    TOKENS("_tokens", "_mtok", 1_000_000),
    CHARACTERS("_characters", "_mchars", 1_000_000),
    SECONDS("_seconds", "_hours", 3_600),
    PIXELS("_pixels", "_gpixels", 1_000_000_000),
    PAGES("_pages", "_kpages", 1_000),
    /** Requests, searches, messages, executions: whatever is counted one by one. Last, because it has no suffix. */
    EACH("", "_kcount", 1_000);

    private final String countSuffix;
    private final String priceSuffix;
    private final long lot;

    UsageUnit(String countSuffix, String priceSuffix, long lot) {
        this.countSuffix = countSuffix;
        this.priceSuffix = priceSuffix;
        this.lot = lot;
    }

    /** How many units one published price buys, for example 1,000,000 tokens or 3,600 seconds. */
    public long lot() {
        return lot;
    }

    static UsageUnit ofCount(String countName) {
        for (UsageUnit unit : values()) {
            if (countName.endsWith(unit.countSuffix)) {
                return unit;
            }
        }
        return EACH;
    }

    String stem(String countName) {
        return countName.substring(0, countName.length() - countSuffix.length());
    }

    String priceName(String countName) {
        return stem(countName) + priceSuffix;
    }
}
