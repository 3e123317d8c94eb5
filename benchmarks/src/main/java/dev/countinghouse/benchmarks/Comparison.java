package dev.countinghouse.benchmarks;

import java.util.Map;

/** A base and a subject to be measured in turn, and the ratio wanted of them. */
record Comparison(String name, Side base, Side subject, Target target) {

    /**
     * One benchmark method.
     *
     * @param operations what one invocation does: 1, or so many events recorded; costs are told per operation
     */
    record Side(Class<?> benchmark, String method, Map<String, String> parameters, long operations) {

        static Side of(Class<?> benchmark, String method) {
            return new Side(benchmark, method, Map.of(), 1);
        }

        Side with(String parameter, long value) {
            return new Side(benchmark, method, Map.of(parameter, Long.toString(value)), operations);
        }

        /** One invocation is this many operations. */
        Side per(long operations) {
            return new Side(benchmark, method, parameters, operations);
        }

        String pattern() {
            return benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
        }
    }

    /** How the ratio is formed and what it should be. */
    record Target(Form form, double wanted) {

        enum Form {
            /** How many times faster than the base: more is better. */
            TIMES_FASTER,
            /** The subject's time where the base's is 1: less is better. */
            SHARE_OF_TIME,
            /** As the share of time, but there is nothing to reach. */
            INFORMATION
        }

        static Target atLeast(double timesFaster) {
            return new Target(Form.TIMES_FASTER, timesFaster);
        }

        static Target atMost(double share) {
            return new Target(Form.SHARE_OF_TIME, share);
        }

        static Target none() {
            return new Target(Form.INFORMATION, 0);
        }

        double ratio(double base, double subject) {
            return form == Form.TIMES_FASTER ? base / subject : subject / base;
        }

        String verdict(double ratio) {
            return switch (form) {
                case TIMES_FASTER -> "≥ %.1f %s".formatted(wanted, ratio >= wanted ? "reached" : "MISSED");
                case SHARE_OF_TIME -> "≤ %.1f %s".formatted(wanted, ratio <= wanted ? "reached" : "MISSED");
                case INFORMATION -> "–";
            };
        }
    }
}
