package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes a body apart into items while it is read: one JSON value, a list of them, or one per line.
 *
 * <p>What an item may hold is checked by who reads it, so that it can be rejected alone; here are only the limits that
 * protect the parser itself.
 */
final class ItemStream<T> {

    /** How many items a request may have. */
    static final int MOST = 10_000;

    private static final int DEEPEST = 1_000;

    /** Work on a number grows with the square of its length. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final int CHUNK = 1 << 16;

    private static final JsonFactory JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .getFactory();

    /** Reads the item that the parser stands at the first token of, and leaves it at the last. */
    interface Reader<T> {
        T read(JsonParser json) throws IOException;
    }

    private final Reader<T> reader;
    private final Function<String, T> broken;
    private final List<T> items = new ArrayList<>();

    /** @param broken makes the item of a line that is not JSON, from what is wrong with it */
    ItemStream(Reader<T> reader, Function<String, T> broken) {
        this.reader = reader;
        this.broken = broken;
    }

    /** @throws ProblemException if it is not JSON */
    T one(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            begin(json);
            return last(json);
        }
    }

    /** @throws ProblemException if it is not JSON, not a list, or too long */
    List<T> list(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            begin(json);
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw ProblemException.invalid("", "the body must be a JSON array, one item per element");
            }
            return rest(json);
        }
    }

    /** One item or a list of them. */
    OneOrMany<T> oneOrMany(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            begin(json);
            return json.currentToken() == JsonToken.START_ARRAY
                    ? new OneOrMany<>(false, rest(json))
                    : new OneOrMany<>(true, List.of(last(json)));
        }
    }

    record OneOrMany<T>(boolean one, List<T> items) {}

    /** Empty lines are no items. */
    List<T> lines(InputStream body) throws IOException {
        byte[] chunk = new byte[CHUNK];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        for (int size = body.read(chunk); size >= 0; size = body.read(chunk)) {
            int start = 0;
            for (int i = 0; i < size; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, start, i - start);
                    addLine(line.toByteArray(), number++);
                    line.reset();
                    start = i + 1;
                }
            }
            line.write(chunk, start, size - start);
        }
        addLine(line.toByteArray(), number);
        return items;
    }

    private void addLine(byte[] line, int number) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == null) {
                return;
            }
            T item = reader.read(json);
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "there is more behind the end of the value");
            }
            add(item);
        } catch (JsonProcessingException notJson) {
            add(broken.apply("line " + number + " is not JSON: " + notJson.getOriginalMessage()));
        }
    }

    private static void begin(JsonParser json) throws IOException {
        if (json.nextToken() == null) {
            throw ProblemException.invalid("", "the body is empty, it must be JSON");
        }
    }

    private T last(JsonParser json) throws IOException {
        T item = reader.read(json);
        requireEnd(json);
        return item;
    }

    private List<T> rest(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            add(reader.read(json));
        }
        requireEnd(json);
        return items;
    }

    private static void requireEnd(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw ProblemException.invalid("", "the body must end where its JSON value does, but there is more");
        }
    }

    private void add(T item) {
        if (items.size() == MOST) {
            throw ProblemException.of(
                    Kind.TOO_LARGE, "a request may have at most " + MOST + " items, send the rest in another");
        }
        items.add(item);
    }
}
