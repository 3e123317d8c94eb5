package dev.countinghouse.app.rest.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.List;

/** Fields of a body or parameters that break a declared constraint. */
final class Violations {

    private static final int SHOWN = 100;

    private Violations() {}

    static List<Problem.FieldError> of(ConstraintViolationException exception) {
        return exception.getConstraintViolations().stream()
                .map(violation -> new Problem.FieldError(field(violation.getPropertyPath()), message(violation)))
                .sorted((one, other) -> one.field().compareTo(other.field()))
                .toList();
    }

    private static String message(ConstraintViolation<?> violation) {
        Object value = violation.getInvalidValue();
        if (value == null) {
            return "is missing: " + violation.getMessage();
        }
        String text = value.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return "is '" + shown + "': " + violation.getMessage();
    }

    /** Without the method and, for a field of the body, the name of the method's parameter. */
    private static String field(Path path) {
        List<Path.Node> nodes = new ArrayList<>();
        path.forEach(nodes::add);
        List<Path.Node> inBody = nodes.subList(Math.min(2, nodes.size() - 1), nodes.size());
        StringBuilder field = new StringBuilder();
        for (Path.Node node : inBody) {
            if (field.length() > 0) {
                field.append('.');
            }
            field.append(node);
        }
        return field.toString();
    }
}
