package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of the folder {@code malformed} is refused with exactly the errors that stand in it as {@code # expect line
 * path "fragment of the message"}, or beside it in a file that ends in {@code .expect}.
 */
class MalformedCatalogueTest {

    private static final Pattern EXPECTATION = Pattern.compile("# expect (\\d+) (.+?) \"(.*)\"");
    private static final Pattern SCHEMA = Pattern.compile("# schema (refuses|accepts)");

    private record Expectation(int line, String path, String fragment) {

        boolean isMetBy(CatalogueError error) {
            return error.line() == line
                    && error.path().equals(path)
                    && error.message().contains(fragment);
        }
    }

    static Stream<String> files() throws IOException, URISyntaxException {
        return Files.list(folder())
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.endsWith(".expect"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyErrorIsReportedAtItsLine(String file) throws IOException, URISyntaxException {
        List<Expectation> expected = expectations(file);
        List<CatalogueError> errors = CatalogueReader.read(file, text(file))
                .<List<CatalogueError>>fold(accepted -> List.of(), rejected -> rejected);

        assertThat(expected).isNotEmpty();
        assertThat(errors).as("errors of %s", file).hasSameSizeAs(expected);
        for (int i = 0; i < errors.size(); i++) {
            CatalogueError error = errors.get(i);
            assertThat(expected.get(i)).matches(it -> it.isMetBy(error), "is met by " + error);
        }
    }

    /** What the schema can see it refuses, so that an editor shows it; the rest says that it needs the reader. */
    @ParameterizedTest
    @MethodSource("files")
    void theSchemaRefusesWhatIsStructural(String file) throws IOException, URISyntaxException {
        Matcher schema = SCHEMA.matcher(comments(file));
        if (schema.find()) {
            assertThat(CatalogueSchema.violations(text(file)).isEmpty())
                    .as("the schema accepts %s", file)
                    .isEqualTo(schema.group(1).equals("accepts"));
        }
    }

    @Test
    void thereAreManyWaysToBeWrong() throws IOException, URISyntaxException {
        assertThat(files()).hasSizeGreaterThan(150);
    }

    private static List<Expectation> expectations(String file) throws IOException, URISyntaxException {
        List<Expectation> expectations = new ArrayList<>();
        Matcher matcher = EXPECTATION.matcher(comments(file));
        while (matcher.find()) {
            String path = matcher.group(2).equals("-") ? "" : matcher.group(2);
            expectations.add(new Expectation(Integer.parseInt(matcher.group(1)), path, matcher.group(3)));
        }
        return expectations;
    }

    private static String comments(String file) throws IOException, URISyntaxException {
        Path beside = folder().resolve(file + ".expect");
        return Files.exists(beside) ? Files.readString(beside) : text(file);
    }

    private static String text(String file) throws IOException, URISyntaxException {
        return Files.readString(folder().resolve(file));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(
                        MalformedCatalogueTest.class.getResource("/dev/countinghouse/catalogue/malformed"))
                .toURI());
    }
}
