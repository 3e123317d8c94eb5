package dev.countinghouse.billing.domain.pricing;

import java.util.ArrayList;
import java.util.List;

/** Keeps the steps, in the order they were taken. */
public final class StepList implements Steps {

    private final List<Step> steps = new ArrayList<>();

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public void add(Step step) {
        steps.add(step);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
