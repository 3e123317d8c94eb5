package dev.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What reading the sources of every module can hold: sizes, names, package documentation, no binary floats. */
class SourceTest {

    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_METHOD = 40;
    private static final Pattern SAYS_LITTLE =
            Pattern.compile(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Service)|Default[A-Z].*");
    private static final Set<TypeKind> BINARY_FLOATS = Set.of(TypeKind.DOUBLE, TypeKind.FLOAT);

    private static List<SourceFile> all;
    private static List<SourceFile> production;

    @BeforeAll
    static void readTheSources() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        all = SourceFile.under(root);
        production = all.stream().filter(SourceFile::isProduction).toList();
        assertThat(production).as("sources under %s", root).isNotEmpty();
    }

    @Test
    void filesAreShortEnoughToRead() {
        assertThat(all.stream()
                        .filter(file -> file.lines() > LONGEST_FILE)
                        .map(file -> file.path() + ": " + file.lines() + " lines"))
                .as("files of more than %s lines: split them by concept", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void methodsAreShortEnoughToRead() {
        List<String> tooLong = new ArrayList<>();
        for (SourceFile file : production) {
            for (MethodTree method : file.trees(MethodTree.class)) {
                long lines = file.lastLine(method) - file.firstLine(bodyOf(method)) + 1;
                if (lines > LONGEST_METHOD) {
                    tooLong.add(file.at(method) + " " + method.getName() + " has " + lines + " lines");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void namesAreWordsOfTheTrade() {
        assertThat(offences(production, ClassTree.class, type -> SAYS_LITTLE
                        .matcher(type.getSimpleName())
                        .matches()))
                .isEmpty();
    }

    @Test
    void theEngineNeverUsesBinaryFloats() {
        List<SourceFile> engine = production.stream()
                .filter(file ->
                        file.path().startsWith("billing-domain") || file.path().startsWith("billing-ports"))
                .toList();

        assertThat(offences(
                        engine, PrimitiveTypeTree.class, type -> BINARY_FLOATS.contains(type.getPrimitiveTypeKind())))
                .isEmpty();
        assertThat(offences(
                        engine,
                        LiteralTree.class,
                        literal -> literal.getValue() instanceof Double || literal.getValue() instanceof Float))
                .isEmpty();
    }

    @Test
    void typesOfStripeStayInItsAdapter() {
        List<SourceFile> others = production.stream()
                .filter(file -> !file.path().startsWith("adapter-stripe"))
                .toList();

        assertThat(offences(others, ImportTree.class, it -> it.getQualifiedIdentifier()
                        .toString()
                        .startsWith("com.stripe.")))
                .isEmpty();
    }

    @Test
    void everyPackageIsDocumentedAndNullMarked() {
        Map<Path, List<SourceFile>> packages = production.stream()
                .collect(Collectors.groupingBy(file -> file.path().getParent()));
        assertThat(packages).allSatisfy((folder, files) -> assertThat(files)
                .as("%s needs a package-info.java with Javadoc and @NullMarked", folder)
                .anyMatch(SourceTest::isDocumentedAndNullMarked));
    }

    private static boolean isDocumentedAndNullMarked(SourceFile file) {
        CompilationUnitTree unit = file.unit();
        return file.path().endsWith("package-info.java")
                && file.hasJavadoc(unit.getPackage())
                && unit.getPackageAnnotations().stream()
                        .anyMatch(it -> it.getAnnotationType().toString().equals("NullMarked"));
    }

    private static Tree bodyOf(MethodTree method) {
        return method.getBody() == null ? method : method.getBody();
    }

    private static <T extends Tree> List<String> offences(List<SourceFile> files, Class<T> kind, Predicate<T> offends) {
        List<String> found = new ArrayList<>();
        for (SourceFile file : files) {
            file.trees(kind).stream()
                    .filter(offends)
                    .map(it -> file.at(it) + " "
                            + it.toString().strip().lines().findFirst().orElse(""))
                    .forEach(found::add);
        }
        return found;
    }
}
