package dev.countinghouse.example;

/** One account's month, from usage to invoice. */
public final class MonthEnd {

    private MonthEnd() {}

    public static void main(String[] args) {
        System.out.println("Countinghouse: the month-end example has no engine to run yet.");
    }
}
