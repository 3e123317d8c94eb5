package dev.countinghouse.billing.domain.pricing;

/** Where a model writes how it came to its amount. Hot paths pass {@link #NONE} and nothing is written. */
public interface Steps {

    Steps NONE = new Steps() {
        @Override
        public boolean wanted() {
            return false;
        }

        @Override
        public void add(Step step) {}
    };

    boolean wanted();

    void add(Step step);
}
