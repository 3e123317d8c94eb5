package dev.countinghouse.app.directory;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an account groups its usage, keys and costs by. */
@Entity
@IdClass(Project.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class Project extends PanacheEntityBase {

    @Id
    @Column(name = "account_id")
    public String account;

    @Id
    @Column(name = "project_id")
    public String id;

    public String name;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Counts changes, for whoever has read one and wants to change it. */
    @Version
    public long version;

    public static final class Key implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        public String account = "";
        public String id = "";

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && account.equals(key.account) && id.equals(key.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(account, id);
        }
    }
}
