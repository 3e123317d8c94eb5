package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the manual shows is what was compiled and run: a Java block below {@code <!-- snippet: name -->} is the region of
 * that name in a test, character for character, and every link leads somewhere.
 */
class DocsTest {

    private static final Pattern REGION = Pattern.compile("(?ms)^ *// snippet: ([\\w-]+)\\n(.*?)^ *// end\\n");
    private static final Pattern BLOCK = Pattern.compile("(?ms)(<!-- snippet: ([\\w-]+) -->\\n)?^```java\\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    private static Path root;
    private static Map<String, String> regions;

    @BeforeAll
    static void findTheRegions() throws IOException {
        root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        regions = new TreeMap<>();
        try (Stream<Path> sources =
                Files.list(root.resolve("docs/embedding/src/test/java/dev/countinghouse/example"))) {
            for (Path source : sources.toList()) {
                Matcher region = REGION.matcher(Files.readString(source));
                while (region.find()) {
                    // without its last line break, which would count as a line without indentation
                    regions.put(region.group(1), region.group(2).stripTrailing().stripIndent() + "\n");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/embedding.md"})
    void everyJavaBlockIsCompiledCode(String page) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(root.resolve(page)));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            assertThat(block.group(2))
                    .as("name of the snippet %s", block.group(3))
                    .isNotNull();
            assertThat(block.group(3)).as(block.group(2)).isEqualTo(regions.get(block.group(2)));
        }
        assertThat(blocks).isPositive();
    }

    @Test
    void everySnippetIsShownSomewhere() throws IOException {
        String pages =
                Files.readString(root.resolve("README.md")) + Files.readString(root.resolve("docs/embedding.md"));

        assertThat(regions.keySet()).allSatisfy(name -> assertThat(pages).contains("<!-- snippet: " + name + " -->"));
    }

    @Test
    void theReadmeOpensWithTheTwoCommands() throws IOException {
        List<String> commands = Files.readAllLines(root.resolve("README.md")).stream()
                .filter(line -> line.startsWith("./mvnw "))
                .map(line -> line.replaceFirst(" +#.*", ""))
                .limit(2)
                .toList();

        assertThat(commands)
                .containsExactly("./mvnw -q -Pstandalone -pl docs/embedding -am package", "./mvnw -B -ntp verify");
        assertThat(Files.readString(root.resolve(".ci/run"))).contains(commands.get(1));
        assertThat(Files.readString(root.resolve("docs/embedding/pom.xml")))
                .contains("<id>demo</id>", MonthEnd.class.getName(), "<id>standalone</id>", ServiceMonth.class.getName());
    }

    @Test
    void theOutputInTheGuideIsWhatTheProgramPrints() throws IOException {
        Matcher shown = Pattern.compile("(?ms)^```text\\n(.*?)^```")
                .matcher(Files.readString(root.resolve("docs/embedding.md")));
        assertThat(shown.find()).isTrue();

        assertThat(MonthRun.FIRST.output().lines())
                .containsSubsequence(shown.group(1)
                        .lines()
                        .filter(line -> !line.equals("..."))
                        .toList());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CHANGELOG.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(page ->
                            page.toString().endsWith(".md") && !page.toString().contains("target"))
                    .forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!link.group(1).contains(":") && !Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(root.relativize(page) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
