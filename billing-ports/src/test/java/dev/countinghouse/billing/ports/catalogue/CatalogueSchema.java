package dev.countinghouse.billing.ports.catalogue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Objects;
import java.util.Set;

/** The published JSON Schema, as an editor would apply it. */
final class CatalogueSchema {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Objects.requireNonNull(
                    CatalogueReader.class.getResourceAsStream("/dev/countinghouse/catalogue/catalogue.schema.json")));

    private CatalogueSchema() {}

    static Set<ValidationMessage> violations(String text) {
        return SCHEMA.validate(text, text.startsWith("{") ? InputFormat.JSON : InputFormat.YAML);
    }
}
