package dev.countinghouse.billing.domain.provision;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.ProvisionStep.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Resources that belong together, and how far they are. Stored before the provider is asked, so that nothing is created that
 * nobody knows of: while it is being created one step is asked for, and the later ones wait.
 *
 * @param reason why it is not there, or not any more; empty while it is, or is to be
 * @param revision counts changes: a store keeps one only if it is of the revision that was read
 */
public record Provision(
        AccountId account,
        ProvisionId id,
        Purpose purpose,
        List<ProvisionStep> steps,
        Phase phase,
        Optional<String> reason,
        Instant startedAt,
        long revision) {

    private static final int DIGITS = 40;

    public enum Phase {
        CREATING,
        /** Everything exists. */
        READY,
        /** It cannot be had as a whole: what exists of it is being deleted. */
        COMPENSATING,
        /** Nothing exists, and it was never ready. */
        UNDONE,
        /** It was ready and is not wanted any more. */
        REMOVING,
        /** Nothing exists any more. */
        REMOVED;

        /** The name used in APIs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the provider has something to do still. */
        public boolean isOpen() {
            return this == CREATING || isUndoing();
        }

        /** Whether there is nothing, and nothing will come of it. */
        public boolean isOver() {
            return this == UNDONE || this == REMOVED;
        }

        private boolean isUndoing() {
            return this == COMPENSATING || this == REMOVING;
        }
    }

    public Provision {
        steps = List.copyOf(steps);
        if (!steps.stream().map(ProvisionStep::kind).toList().equals(purpose.kinds())) {
            throw new IllegalArgumentException("provision " + id + " of " + account + " has the steps " + steps
                    + ", it must have one each of " + purpose.kinds());
        }
    }

    public static Provision begin(AccountId account, ProvisionId id, Purpose purpose, Instant at) {
        List<ProvisionStep> steps = new ArrayList<>();
        purpose.kinds().forEach(kind -> steps.add(new ProvisionStep(kind, State.WAITING, Optional.empty())));
        steps.set(0, steps.get(0).in(State.ASKED));
        return new Provision(account, id, purpose, steps, Phase.CREATING, Optional.empty(), at, 1);
    }

    public boolean isOpen() {
        return phase.isOpen();
    }

    public boolean isCreating() {
        return phase == Phase.CREATING;
    }

    /** Whether everything exists, so that whoever it is for can have it. */
    public boolean isComplete() {
        return steps.stream().allMatch(step -> step.state() == State.CREATED);
    }

    /** What the provider is to create, or else to delete, next; empty if nothing. */
    public Optional<ResourceOrder> next() {
        OptionalInt current = current();
        return isOpen() && current.isPresent() ? Optional.of(order(current.getAsInt())) : Optional.empty();
    }

    /** The one asked for, or the last one that may exist, which is deleted before those it builds on. */
    private OptionalInt current() {
        return IntStream.range(0, steps.size())
                .filter(i -> isCreating()
                        ? steps.get(i).state() == State.ASKED
                        : steps.get(i).mayExist())
                .reduce((earlier, later) -> later);
    }

    private ResourceOrder order(int position) {
        SortedMap<String, String> details = new TreeMap<>(purpose.details());
        steps.subList(0, position).forEach(step -> step.reference()
                .ifPresent(reference -> details.put(step.kind().key(), reference)));
        return new ResourceOrder(key(position), account, steps.get(position).kind(), details);
    }

    /** Neither id can contain a line break. */
    private ResourceKey key(int position) {
        String kind = steps.get(position).kind().key();
        return new ResourceKey(
                kind + "_" + SecretHash.of(account + "\n" + id).hex().substring(0, DIGITS));
    }

    /** The step that was asked for is done, and the next one is asked for. */
    public Provision created(String reference) {
        require(isCreating() && current().isPresent(), "have something created");
        int position = current().getAsInt();
        List<ProvisionStep> changed = new ArrayList<>(steps);
        changed.set(position, steps.get(position).created(reference));
        if (position + 1 < steps.size()) {
            changed.set(position + 1, steps.get(position + 1).in(State.ASKED));
        }
        return with(changed, phase, reason);
    }

    /** Whoever it is for has it. */
    public Provision ready() {
        require(isCreating() && isComplete(), "be ready");
        return with(steps, Phase.READY, reason);
    }

    /** The provider does not create what he was asked for, so the rest has to go. */
    public Provision refused(String why) {
        require(isCreating() && current().isPresent(), "be refused");
        return replaced(current().getAsInt(), State.REFUSED).undoing(Phase.COMPENSATING, Optional.of(why));
    }

    /** It is not wanted any more. What is undone already, or being undone, stays so. */
    public Provision ended(String why) {
        return switch (phase) {
            case CREATING -> undoing(Phase.COMPENSATING, Optional.of(why));
            case READY -> undoing(Phase.REMOVING, Optional.of(why));
            case COMPENSATING, UNDONE, REMOVING, REMOVED -> this;
        };
    }

    /** What was to be deleted is gone. */
    public Provision deleted() {
        require(phase.isUndoing() && current().isPresent(), "have something deleted");
        return replaced(current().getAsInt(), State.DELETED).undoing(phase, reason);
    }

    private Provision undoing(Phase undo, Optional<String> why) {
        if (steps.stream().anyMatch(ProvisionStep::mayExist)) {
            return with(steps, undo, why);
        }
        return with(steps, undo == Phase.REMOVING ? Phase.REMOVED : Phase.UNDONE, why);
    }

    private Provision replaced(int position, State state) {
        List<ProvisionStep> changed = new ArrayList<>(steps);
        changed.set(position, steps.get(position).in(state));
        return with(changed, phase, reason);
    }

    private Provision with(List<ProvisionStep> changed, Phase in, Optional<String> why) {
        return new Provision(account, id, purpose, changed, in, why, startedAt, revision);
    }

    /** As it is kept after a change. */
    public Provision revised() {
        return new Provision(account, id, purpose, steps, phase, reason, startedAt, revision + 1);
    }

    private void require(boolean possible, String what) {
        if (!possible) {
            throw new IllegalStateException("provision " + id + " of " + account + " is " + phase.key() + " with "
                    + steps + ", it cannot " + what);
        }
    }
}
