package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.notification.SealedSecret;
import java.util.List;

/** The secrets of an endpoint, sealed. */
public final class SealedSecretsDocument {

    private SealedSecretsDocument() {}

    public static String write(List<SealedSecret> secrets) {
        return Json.write(Json.list(secrets, SealedSecretsDocument::secret));
    }

    public static List<SealedSecret> read(String text) {
        return Fields.parseList(
                text,
                fields -> new SealedSecret(
                        fields.text("sealed"), fields.instant("created_at"), fields.optionalInstant("ends_at")));
    }

    private static JsonNode secret(SealedSecret secret) {
        ObjectNode node = Json.object()
                .put("sealed", secret.sealed())
                .put("created_at", secret.createdAt().toString());
        secret.endsAt().ifPresent(end -> node.put("ends_at", end.toString()));
        return node;
    }
}
