package dev.countinghouse.adapter.postgres.usage;

import java.util.List;

/** A list of texts as PostgreSQL writes an array, for arrays inside of arrays of rows: {@code {"a","b\"c"}}. */
final class TextArray {

    private TextArray() {}

    static String write(List<String> values) {
        StringBuilder array = new StringBuilder("{");
        for (String value : values) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append('"')
                    .append(StorableText.write(value).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }
}
