package dev.countinghouse.app.rest.problem;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body that is no JSON, or JSON of another shape than was asked for: where, what is there and what would be right. */
final class JsonFault {

    private static final int SHOWN = 100;

    private JsonFault() {}

    static ProblemException of(JsonProcessingException exception) {
        if (exception instanceof InvalidTypeIdException unknown) {
            return unknownKind(unknown);
        }
        if (exception instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return ProblemException.invalid(path(mapping.getPath()), message(mapping));
        }
        if (exception instanceof MismatchedInputException mismatch) {
            return ProblemException.invalid("", "the body is not of the expected shape: " + expected(mismatch));
        }
        JsonLocation location = exception.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return ProblemException.invalid(
                "", "the body is not valid JSON" + where + ": " + exception.getOriginalMessage());
    }

    /** An object that says by one of its fields which kind it is, and says none or one there is not. */
    private static ProblemException unknownKind(InvalidTypeIdException unknown) {
        Class<?> type = unknown.getBaseType().getRawClass();
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
        if (info == null || kinds == null) {
            return ProblemException.invalid(path(unknown.getPath()), unknown.getOriginalMessage());
        }
        String path = path(unknown.getPath());
        String given = unknown.getTypeId();
        return ProblemException.invalid(
                path.isEmpty() || path.equals(info.property()) ? info.property() : path + "." + info.property(),
                (given == null ? "is missing" : "is '" + shown(given) + "'") + ", it must be one of "
                        + Arrays.stream(kinds.value())
                                .map(JsonSubTypes.Type::name)
                                .toList());
    }

    private static String message(JsonMappingException mapping) {
        if (mapping instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "is not known here; there are "
                    + (known == null ? List.of() : known.stream().sorted().toList());
        }
        if (mapping instanceof InvalidFormatException format) {
            return "is '" + shown(format.getValue()) + "', it must be " + expected(format);
        }
        if (mapping instanceof MismatchedInputException mismatch) {
            return "must be " + expected(mismatch);
        }
        Throwable cause = mapping.getCause();
        return cause == null ? mapping.getOriginalMessage() : String.valueOf(cause.getMessage());
    }

    private static String expected(MismatchedInputException mismatch) {
        Class<?> target = mismatch.getTargetType();
        if (target == null) {
            return "of another type";
        }
        if (target.isEnum()) {
            return "one of " + Arrays.toString(target.getEnumConstants()).toLowerCase(java.util.Locale.ROOT);
        }
        if (target == String.class) {
            return "a text";
        }
        if (target == java.time.Instant.class) {
            return "a time such as 2026-01-31T10:00:00Z";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a whole number in range";
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "a list";
        }
        return "an object";
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            String name = reference.getFieldName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
