package dev.countinghouse.app;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Usage events of the shop, and sending them as they are. */
final class Events {

    static final String ONE = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";
    static final String LINES = "application/x-ndjson";

    private Events() {}

    static ValidatableResponse post(String type, String body) {
        return post(ServiceDatabase.ADMIN_KEY, type, body);
    }

    static ValidatableResponse post(String key, String type, String body) {
        return post(key, type, body, "/events");
    }

    static ValidatableResponse post(String key, String type, String body, String path) {
        return Api.with(key)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.TEXT)))
                .contentType(type)
                .body(body)
                .post(path)
                .then();
    }

    static ValidatableResponse postZipped(byte[] body) {
        return Api.asAdministrator()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(LINES, ContentType.BINARY)))
                .contentType(LINES)
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/events")
                .then();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        }
        return zipped.toByteArray();
    }

    static String event(String id, String subject, String data) {
        return event(
                id, subject, data, Instant.now().minus(Duration.ofMinutes(1)).toString());
    }

    static String event(String id, String subject, String data, String time) {
        return "{\"specversion\": \"1.0\", \"id\": \"" + id
                + "\", \"source\": \"tests\", \"type\": \"shop.tokens\", \"subject\": \"" + subject
                + "\", \"time\": \"" + time + "\", \"data\": " + data + "}";
    }
}
