package dev.countinghouse.billing.domain.plan;

/** Names the frozen terms a subscription pins: version 1 is the first ever published of a plan. */
public record PlanVersionId(PlanKey plan, int version) implements Comparable<PlanVersionId> {

    public PlanVersionId {
        if (version < 1) {
            throw new IllegalArgumentException("version of plan " + plan + " is " + version + ", versions begin at 1");
        }
    }

    @Override
    public int compareTo(PlanVersionId other) {
        int byPlan = plan.compareTo(other.plan);
        return byPlan != 0 ? byPlan : Integer.compare(version, other.version);
    }

    @Override
    public String toString() {
        return plan + "@" + version;
    }
}
