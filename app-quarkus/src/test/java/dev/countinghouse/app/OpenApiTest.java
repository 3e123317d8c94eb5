package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The description of the API that is checked in is the one that is served. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class OpenApiTest {

    private static final Path CHECKED_IN = root().resolve("docs/openapi.yaml");

    @Test
    void theDescriptionHasNotDrifted() throws IOException {
        String served =
                RestAssured.get("/openapi").then().statusCode(200).extract().asString();
        Path actual = Path.of("target/openapi.yaml").toAbsolutePath();
        Files.writeString(actual, served);

        assertThat(Files.exists(CHECKED_IN) ? Files.readString(CHECKED_IN) : "")
                .as("docs/openapi.yaml differs from what is served; review it and copy app-quarkus/target/openapi.yaml")
                .isEqualTo(served);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
