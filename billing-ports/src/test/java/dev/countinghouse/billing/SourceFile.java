package dev.countinghouse.billing;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A parsed source file of this repository, its path relative to the root. Parsed only, hence no types. */
record SourceFile(Path path, CompilationUnitTree unit, DocTrees trees) {

    static List<SourceFile> under(Path root) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) javac.getTask(
                    null, files, null, null, null, files.getJavaFileObjectsFromPaths(javaFilesUnder(root)));
            DocTrees trees = DocTrees.instance(task);
            List<SourceFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(new SourceFile(
                        root.relativize(Path.of(unit.getSourceFile().toUri())), unit, trees));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isProduction() {
        return path.toString().replace('\\', '/').contains("src/main/");
    }

    long lines() {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, unit));
    }

    long firstLine(Tree tree) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    long lastLine(Tree tree) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    String at(Tree tree) {
        return path + ":" + firstLine(tree);
    }

    boolean hasJavadoc(Tree tree) {
        DocCommentTree comment = trees.getDocCommentTree(TreePath.getPath(unit, tree));
        return comment != null && !comment.getFullBody().isEmpty();
    }

    <T extends Tree> List<T> trees(Class<T> kind) {
        List<T> found = new ArrayList<>();
        new TreeScanner<@Nullable Object, List<T>>() {
            @Override
            public @Nullable Object scan(Tree tree, List<T> matches) {
                if (kind.isInstance(tree) && trees.getSourcePositions().getEndPosition(unit, tree) >= 0) {
                    matches.add(kind.cast(tree));
                }
                return super.scan(tree, matches);
            }
        }.scan(unit, found);
        return found;
    }

    private static List<Path> javaFilesUnder(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean foreign = name.equals("target") || name.equals("node_modules") || name.startsWith(".");
                return foreign && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().replace('\\', '/').matches(".*/src/(main|test)/java/.*\\.java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
