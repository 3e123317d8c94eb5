package dev.countinghouse.app.rest.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.countinghouse.app.rest.problem.Problem;

/** A problem as JSON, where it is answered past the resources. */
final class ProblemText {

    private ProblemText() {}

    static String of(ObjectWriter json, Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem cannot be written: " + problem, impossible);
        }
    }
}
