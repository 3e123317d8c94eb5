package dev.countinghouse.app.rest.idempotency;

import java.util.List;
import java.util.Optional;

/** @param headers each as {@code Name: value} */
record KeptAnswer(int status, List<String> headers, Optional<String> body) {}
