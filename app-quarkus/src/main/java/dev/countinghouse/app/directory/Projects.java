package dev.countinghouse.app.directory;

import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.UnknownException;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/**
 * The projects of accounts. What Hibernate does here is on the connection of the engine's transaction, so that it sees the
 * account that is bound and no other.
 */
@Singleton
public class Projects {

    private final Storage storage;
    private final EngineClock clock;

    Projects(Storage storage, EngineClock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Projects ordered by id, those behind one or from the first. */
    public List<Project> list(AccountId account, Optional<ProjectId> after, int limit) {
        return in(account, () -> {
            requireKnown(account);
            return Project.<Project>find(
                            "account = ?1 and id > ?2",
                            Sort.by("id"),
                            account.value(),
                            after.map(ProjectId::value).orElse(""))
                    .range(0, limit - 1)
                    .list();
        });
    }

    public Optional<Project> find(AccountId account, ProjectId id) {
        return in(account, () -> Optional.ofNullable(Project.findById(key(account, id))));
    }

    /** Opening the same project again changes nothing; empty where there is one of that id and another name. */
    public Optional<Project> open(AccountId account, ProjectId id, String name) {
        return in(account, () -> {
            requireKnown(account);
            Optional<Project> existing = Optional.ofNullable(Project.findById(key(account, id)));
            return existing.isPresent()
                    ? existing.filter(project -> project.name.equals(name))
                    : Optional.of(added(account, id, name));
        });
    }

    private Project added(AccountId account, ProjectId id, String name) {
        Project project = new Project();
        project.account = account.value();
        project.id = id.value();
        project.name = name;
        project.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        project.version = 1;
        project.persistAndFlush();
        return project;
    }

    /**
     * Gives a project another name.
     *
     * @param expected whether the version found is the one to be changed
     * @return empty, with nothing changed, where it is not
     */
    public Optional<Project> rename(AccountId account, ProjectId id, String name, LongPredicate expected) {
        return in(account, () -> {
            Project project = Optional.<Project>ofNullable(Project.findById(key(account, id)))
                    .orElseThrow(() -> unknown(account, id));
            if (!expected.test(project.version)) {
                return Optional.empty();
            }
            project.name = name;
            Project.flush();
            return Optional.of(project);
        });
    }

    /** @throws UnknownException for a project that the account has not */
    public void requireKnown(AccountId account, ProjectId id) {
        if (find(account, id).isEmpty()) {
            throw unknown(account, id);
        }
    }

    private static UnknownException unknown(AccountId account, ProjectId id) {
        return new UnknownException("account '" + account + "' has no project '" + id + "'");
    }

    private void requireKnown(AccountId account) {
        if (storage.accounts().find(account).isEmpty()) {
            throw new UnknownException("there is no account '" + account + "'");
        }
    }

    private static Project.Key key(AccountId account, ProjectId id) {
        Project.Key key = new Project.Key();
        key.account = account.value();
        key.id = id.value();
        return key;
    }

    /** Two who write the same at once find out from the database, each in Hibernate's own words. */
    private <T> T in(AccountId account, Supplier<T> work) {
        try {
            return storage.transactions().inTransaction(Scope.of(account), work);
        } catch (OptimisticLockException | ConstraintViolationException meanwhile) {
            throw new StaleVersionException("a project of account " + account + " was changed meanwhile");
        } catch (PersistenceException failure) {
            if (failure.getCause() instanceof ConstraintViolationException) {
                throw new StaleVersionException("a project of account " + account + " was changed meanwhile");
            }
            throw failure;
        }
    }
}
