package dev.countinghouse.app.rest.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countinghouse.billing.domain.access.KeyScope;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A scope as the API writes it. */
@Schema(name = "KeyScope")
public enum ScopeBody {
    @JsonProperty("read")
    READ,
    @JsonProperty("write")
    WRITE,
    @JsonProperty("billing")
    BILLING,
    @JsonProperty("admin")
    ADMIN;

    static ScopeBody of(KeyScope scope) {
        return valueOf(scope.name());
    }

    KeyScope domain() {
        return KeyScope.valueOf(name());
    }
}
