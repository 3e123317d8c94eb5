package dev.countinghouse.billing.domain.cost;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on a provider's or model's name. Upper and lower case are the same: providers return {@code
 * Llama-4-Scout-17B} for what the price book writes as {@code llama-4-scout-17b}, and no two models differ by case only.
 */
public sealed interface MatchClause {

    /** The clause of a provider that no name refers to. */
    MatchClause NEVER = new Or(List.of());

    boolean matches(String name);

    record Equals(String text) implements MatchClause {

        public Equals {
            text = folded(text);
        }

        @Override
        public boolean matches(String name) {
            return folded(name).equals(text);
        }
    }

    record StartsWith(String text) implements MatchClause {

        public StartsWith {
            text = folded(text);
        }

        @Override
        public boolean matches(String name) {
            return folded(name).startsWith(text);
        }
    }

    record EndsWith(String text) implements MatchClause {

        public EndsWith {
            text = folded(text);
        }

        @Override
        public boolean matches(String name) {
            return folded(name).endsWith(text);
        }
    }

    record Contains(String text) implements MatchClause {

        public Contains {
            text = folded(text);
        }

        @Override
        public boolean matches(String name) {
            return folded(name).contains(text);
        }
    }

    /** Matches when the expression is found anywhere in the name; {@code ^} and {@code $} anchor it. */
    record Regex(Pattern pattern) implements MatchClause {

        public static Regex of(String expression) {
            try {
                return new Regex(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException malformed) {
                throw new IllegalArgumentException(
                        "'" + expression + "' is not a regular expression: " + malformed.getDescription(), malformed);
            }
        }

        @Override
        public boolean matches(String name) {
            return pattern.matcher(name).find();
        }
    }

    record And(List<MatchClause> clauses) implements MatchClause {

        public And {
            clauses = List.copyOf(clauses);
        }

        @Override
        public boolean matches(String name) {
            return clauses.stream().allMatch(clause -> clause.matches(name));
        }
    }

    record Or(List<MatchClause> clauses) implements MatchClause {

        public Or {
            clauses = List.copyOf(clauses);
        }

        @Override
        public boolean matches(String name) {
            return clauses.stream().anyMatch(clause -> clause.matches(name));
        }
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
