package haetae.app.control;

import static java.util.Objects.requireNonNull;

import haetae.app.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One word of the operator.
 *
 * @param id letters, digits and hyphens; the answer has the same
 * @param atMs when it was given, ms since the epoch
 * @param by who gave it
 * @param reason why; may be empty, except for a resume
 * @param force take over what differs at the venues (resume only)
 */
public record Word(String id, Verb verb, long atMs, String by, String reason, boolean force) {
  /** What the operator can ask. */
  public enum Verb {
    /** Cancel what rests, no new risk; hedges of what is in flight go on. */
    HALT,
    /** Back to normal trading. */
    RESUME,
    /** Close all pairs, then exits only. */
    FLATTEN,
    /** Close all pairs on paper, then back to normal trading; sends no real order. */
    DRILL;

    /** True if it holds until somebody resumes, also over a restart. */
    public boolean lasting() {
      return this == HALT || this == FLATTEN;
    }
  }

  /** Checks the id, which becomes a file name. */
  public Word {
    requireNonNull(verb, "verb");
    if (!id.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("id must be letters, digits and hyphens: " + id);
    }
  }

  /** A new word of this moment; the process and the nanosecond make its id. */
  public static Word now(Verb verb, String by, String reason, boolean force) {
    long atMs = System.currentTimeMillis();
    String nano = Long.toString(System.nanoTime() & Long.MAX_VALUE, Character.MAX_RADIX);
    String id = atMs + "-" + ProcessHandle.current().pid() + "-" + nano;
    return new Word(id, verb, atMs, by, reason, force);
  }

  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("verb", verb.name());
    object.put("at", Instant.ofEpochMilli(atMs).toString());
    object.put("at_ms", atMs);
    object.put("by", by);
    object.put("reason", reason);
    object.put("force", force);
    object.put("id", id);
    return Json.lines(object);
  }

  /**
   * Reads what {@link #json} has written.
   *
   * @throws IOException if it is something else
   */
  static Word parse(String text) throws IOException {
    Map<String, Object> object = Json.read(text);
    try {
      Object at = object.get("at_ms");
      if (!(at instanceof Number ms)) {
        throw new IOException("at_ms is missing");
      }
      return new Word(
          text(object, "id"),
          Verb.valueOf(text(object, "verb").toUpperCase(Locale.ROOT)),
          ms.longValue(),
          text(object, "by"),
          text(object, "reason"),
          Boolean.TRUE.equals(object.get("force")));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String text(Map<String, Object> object, String key) throws IOException {
    Object value = object.get(key);
    if (value == null) {
      throw new IOException(key + " is missing");
    }
    return value.toString();
  }
}
