package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.access.KeySecret;
import dev.countinghouse.billing.domain.access.SecretHash;
import java.util.List;

/** The secrets of a key, as hashes. */
public final class KeyDocument {

    private KeyDocument() {}

    public static String writeSecrets(List<KeySecret> secrets) {
        return Json.write(Json.list(secrets, KeyDocument::secret));
    }

    public static List<KeySecret> readSecrets(String text) {
        return Fields.parseList(
                text,
                fields -> new KeySecret(
                        new SecretHash(fields.text("sha256")),
                        fields.instant("created_at"),
                        fields.optionalInstant("ends_at")));
    }

    private static JsonNode secret(KeySecret secret) {
        ObjectNode node = Json.object()
                .put("sha256", secret.hash().hex())
                .put("created_at", secret.createdAt().toString());
        secret.endsAt().ifPresent(end -> node.put("ends_at", end.toString()));
        return node;
    }
}
