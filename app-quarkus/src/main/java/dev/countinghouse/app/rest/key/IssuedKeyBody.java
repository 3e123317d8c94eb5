package dev.countinghouse.app.rest.key;

import dev.countinghouse.app.rest.idempotency.Redacted;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "IssuedKey", description = "A key with its new secret")
public record IssuedKeyBody(
        KeyBody key,
        @Schema(
                        description =
                                "Send it as `Authorization: Bearer …`. It is shown this once: an answer that is replayed"
                                        + " for an Idempotency-Key says `redacted` here",
                        examples = "chk_019ca6b1dc0078b28edaae1382f00a2d_J7pYx0sQm3u5iVvWc2nTzq8dRk4LhEaGf1bO6yXwPKI")
                String credential)
        implements Redacted {

    static IssuedKeyBody of(ApiKey key, Credential credential) {
        return new IssuedKeyBody(KeyBody.of(key), credential.text());
    }

    @Override
    public IssuedKeyBody redacted() {
        return new IssuedKeyBody(key, "redacted");
    }

    /** Without the secret, because what is logged is read. */
    @Override
    public String toString() {
        return redacted().key.toString();
    }
}
