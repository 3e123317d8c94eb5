package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What can be known of the deployment files without Docker: that they fit together and name what exists. */
class DeploymentFilesTest {

    private static final String FOLDER = "docs/deploy/";

    private final JsonNode compose = parse();

    private static JsonNode parse() {
        try {
            return new YAMLMapper().readTree(Repository.text(FOLDER + "compose.yaml"));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void allServicesAreThere() {
        assertThat(compose.path("services").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("postgres", "redis", "countinghouse", "nginx");
    }

    @Test
    void theServiceIsGivenSettingsThatExist() {
        Set<String> documented = new TreeSet<>();
        matches("^\\| `((?:countinghouse|quarkus)\\.[^`]+)`", Repository.text("docs/configuration.md"))
                .forEach(key -> documented.add(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));

        assertThat(compose.at("/services/countinghouse/environment").fieldNames())
                .toIterable()
                .isNotEmpty()
                .isSubsetOf(documented);
    }

    @Test
    void everyVariableStandsInTheExampleAndEveryOneThereIsUsed() {
        Set<String> used = new TreeSet<>(matches("\\$\\{([A-Z_]+)", Repository.text(FOLDER + "compose.yaml")));

        assertThat(matches("^([A-Z_]+)=", Repository.text(FOLDER + ".env.example")))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void theDatabaseIsGivenThePasswordsItsScriptAsksFor() {
        assertThat(compose.at("/services/postgres/environment").fieldNames())
                .toIterable()
                .containsAll(matches("^\\\\getenv \\w+ (\\w+)", Repository.text(FOLDER + "postgres-init.sql")));
    }

    @Test
    void volumesAndFilesExist() {
        for (JsonNode service : compose.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":", 2)[0];
                if (!source.startsWith("./")) {
                    assertThat(compose.path("volumes").has(source)).as(source).isTrue();
                } else if (!source.equals("./tls")) {
                    assertThat(Repository.root().resolve(FOLDER).resolve(source))
                            .exists();
                }
            }
        }
        JsonNode build = compose.at("/services/countinghouse/build");
        Path context = Repository.root()
                .resolve(FOLDER)
                .resolve(build.path("context").asText())
                .normalize();
        assertThat(context).isEqualTo(Repository.root());
        assertThat(context.resolve(build.path("dockerfile").asText())).exists();
    }

    @Test
    void nginxPassesOnToThePortTheImageListensOn() {
        String dockerfile = Repository.text("app-quarkus/src/main/docker/Dockerfile");
        String nginx = Repository.text(FOLDER + "nginx.conf");
        List<String> exposed = matches("^EXPOSE (\\d+)", dockerfile);

        assertThat(matches("server countinghouse:(\\d+);", nginx)).isEqualTo(exposed);
        assertThat(dockerfile).contains("/dev/tcp/127.0.0.1/" + exposed.get(0)).contains("\nUSER ");
        for (JsonNode port : compose.at("/services/nginx/ports")) {
            assertThat(nginx).contains("listen " + port.asText().split(":", 2)[1]);
        }
    }

    @Test
    void nginxUnderstandsItsFile() throws IOException, InterruptedException {
        Path nginx = Path.of("/usr/sbin/nginx");
        if (!Files.isExecutable(nginx)) {
            System.out.println("nginx.conf is not tried: there is no " + nginx);
        }
        Assumptions.assumeTrue(Files.isExecutable(nginx));
        Path trial = Files.createTempDirectory("nginx");
        // the names of the network and the certificate exist where it is deployed
        Files.writeString(
                trial.resolve("nginx.conf"),
                Repository.text(FOLDER + "nginx.conf")
                        .replace("countinghouse:8080", "127.0.0.1:8080")
                        .replace("listen 443 ssl http2;", "listen unix:" + trial.resolve("socket") + ";")
                        .replaceAll("(?m)^ *ssl_certificate.*$", ""));
        Process trying = new ProcessBuilder(
                        nginx.toString(),
                        "-t",
                        "-p",
                        trial.toString(),
                        "-c",
                        trial.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(trying.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        trying.waitFor();
        // whether it could start here as well is not the question
        assertThat(said).contains("syntax is ok");
    }

    private static List<String> matches(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
