package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.MatchClause;
import java.util.List;

/** Reads match clauses: objects with one field that is the operator. */
final class MatchClauseCodec {

    private static final String EXPECTED =
            "an object with exactly one of equals, starts_with, ends_with, contains, regex, and, or";

    private MatchClauseCodec() {}

    static MatchClause read(JsonAt json) {
        List<JsonAt> fields = json.fields(EXPECTED);
        if (fields.size() != 1) {
            throw json.wrong(EXPECTED);
        }
        JsonAt operand = fields.get(0);
        return switch (operand.name()) {
            case "equals" -> new MatchClause.Equals(text(operand));
            case "starts_with" -> new MatchClause.StartsWith(text(operand));
            case "ends_with" -> new MatchClause.EndsWith(text(operand));
            case "contains" -> new MatchClause.Contains(text(operand));
            case "regex" -> operand.checked(() -> MatchClause.Regex.of(text(operand)));
            case "and" -> new MatchClause.And(clauses(operand));
            case "or" -> new MatchClause.Or(clauses(operand));
            default -> throw json.wrong(EXPECTED);
        };
    }

    private static String text(JsonAt operand) {
        return operand.text("a text to compare names with");
    }

    private static List<MatchClause> clauses(JsonAt operand) {
        return operand.someElements("a list of match clauses").stream()
                .map(MatchClauseCodec::read)
                .toList();
    }
}
