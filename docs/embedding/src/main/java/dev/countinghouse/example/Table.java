package dev.countinghouse.example;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first on the left, the others flush right unless their head begins with {@code <}. */
final class Table {

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintStream out) {
        print(out, heads.stream().map(Table::title).toList());
        rows.forEach(row -> print(out, row));
    }

    private void print(PrintStream out, List<String> cells) {
        StringBuilder line = new StringBuilder("  ");
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(width(column) - cells.get(column).length());
            boolean left = column == 0 || heads.get(column).startsWith("<");
            line.append(left ? cells.get(column) + padding : padding + cells.get(column))
                    .append("  ");
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        int width = title(heads.get(column)).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private static String title(String head) {
        return head.startsWith("<") ? head.substring(1) : head;
    }
}
