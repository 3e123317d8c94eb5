package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.cost.PriceBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A price book as it is read from a file: the prices, and the rules for finding usage in responses.
 *
 * <p>The engine ships with a snapshot of genai-prices (MIT, see the LICENSE beside it). To bill against newer prices,
 * {@link #read} a newer file of the same format at start-up and hand it to the engine instead.
 */
public record PriceBookFile(PriceBook book, ResponseUsage responses) {

    private static final String FOLDER = "/dev/countinghouse/pricebook/";

    /** Decimals stay the digits of the file: through a binary double they would silently become other prices. */
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    /** The snapshot that ships with this version of the engine. */
    public static PriceBookFile bundled() {
        try (InputStream manifest = resource("manifest.json")) {
            JsonNode facts = JSON.readTree(manifest);
            try (InputStream prices = resource(facts.path("file").asText())) {
                LocalDate snapshot = LocalDate.parse(facts.path("snapshot").asText());
                return read(prices, snapshot, facts.path("version").asText());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the price book in the jar cannot be read", unreadable);
        }
    }

    /** Reads another price book; its version is the file's name. */
    public static PriceBookFile read(Path file, LocalDate snapshot) throws IOException {
        try (InputStream prices = Files.newInputStream(file)) {
            return read(prices, snapshot, String.valueOf(file.getFileName()));
        }
    }

    /** Reads another price book, published on {@code snapshot}; {@code version} says where it comes from. */
    public static PriceBookFile read(InputStream prices, LocalDate snapshot, String version) throws IOException {
        return PriceBookCodec.read(tree(prices), snapshot, version);
    }

    private static JsonNode tree(InputStream prices) throws IOException {
        try {
            return JSON.readTree(prices);
        } catch (JsonProcessingException notJson) {
            String where = "line " + notJson.getLocation().getLineNr() + ", column "
                    + notJson.getLocation().getColumnNr();
            throw new PriceBookFormatException(where, "is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = PriceBookFile.class.getResourceAsStream(FOLDER + name);
        if (resource == null) {
            throw new IOException("the jar has no resource " + FOLDER + name);
        }
        return resource;
    }
}
