package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invoice of ten thousand lines, in a process of its own that has little memory. */
class ManyLinesTest {

    private static final int LINES = 10_000;

    @TempDir
    Path folder;

    @Test
    void tenThousandLinesTakeLittleMemoryAndAreTheSameBytesInEveryProcess() throws Exception {
        byte[] pdf = printedByAnother("-Xmx64m");
        assertThat(pdf).isEqualTo(Printing.pdf());

        Printed printed = Printed.of(pdf);
        assertThat(printed.pages()).hasSizeGreaterThan(300);
        String text = printed.flat();
        int at = 0;
        for (int number = 1; number <= LINES; number++) {
            at = text.indexOf(" Fee number " + number + " of many", at);
            assertThat(at).as("fee %s, behind the one before", number).isPositive();
        }
        assertThat(printed.pages().get(printed.pages().size() - 1)).contains("Amount due 10,000.00 EUR");
    }

    private byte[] printedByAnother(String memory) throws Exception {
        Path pdf = folder.resolve("many" + memory + ".pdf");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Printing.class.getName(),
                        pdf.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read(log)).isZero();
        return Files.readAllBytes(pdf);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            return broken.toString();
        }
    }

    /** What the other process does. */
    static final class Printing {

        private Printing() {}

        public static void main(String... arguments) throws Exception {
            Files.write(Path.of(arguments[0]), pdf());
        }

        static byte[] pdf() {
            return DocumentPdf.of(InvoicePaper.of(Samples.ofFees(LINES), Samples.BERLIN), Fonts.with(List.of()));
        }
    }
}
