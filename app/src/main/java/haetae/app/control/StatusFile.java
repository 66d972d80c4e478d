package haetae.app.control;

import haetae.app.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service's status as a JSON file, replaced about once a second. Threads: one writes, any
 * reads.
 *
 * @param file {@code status.json} in the service's folder
 */
public record StatusFile(Path file) {
  /** Replaces it. */
  public void write(Status status) throws IOException {
    AtomicFile.replace(file, json(status));
  }

  private static String json(Status s) {
    return Json.lines(object(s));
  }

  /** The status as the keys and values of its JSON object. */
  static Map<String, Object> object(Status s) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("written_ms", s.writtenMs());
    object.put("pid", s.pid());
    object.put("host", s.host());
    object.put("name", s.name());
    object.put("session", s.session());
    object.put("stopped", s.stopped());
    object.put("cycle", s.cycle());
    object.put("cycle_age_ms", s.cycleAgeMs());
    object.put("cycle_due_ms", s.cycleDueMs());
    object.put("state", s.state());
    object.put("held", s.held());
    object.put("guard", s.guard());
    object.put("pauses", s.pauses());
    object.put("positions", s.positions());
    object.put("in_flight", s.inFlight());
    object.put("in_transit", s.inTransit());
    object.put("pnl", s.pnl());
    object.put("exposure", s.exposure());
    object.put("watchdog", s.watchdog());
    object.put("journal", s.journal());
    object.put("alerts", s.alerts());
    return object;
  }

  /**
   * The last status; empty if there never was one.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<Status> read() throws IOException {
    try {
      Map<String, Object> o = Json.read(Files.readString(file));
      return Optional.of(
          new Status(
              number(o, "written_ms"),
              number(o, "pid"),
              text(o, "host"),
              text(o, "name"),
              text(o, "session"),
              text(o, "stopped"),
              number(o, "cycle"),
              number(o, "cycle_age_ms"),
              number(o, "cycle_due_ms"),
              text(o, "state"),
              text(o, "held"),
              texts(o, "guard"),
              text(o, "pauses"),
              texts(o, "positions"),
              number(o, "in_flight"),
              number(o, "in_transit"),
              text(o, "pnl"),
              text(o, "exposure"),
              texts(o, "watchdog"),
              text(o, "journal"),
              text(o, "alerts")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> object, String key) throws IOException {
    if (object.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw new IOException(key + " is missing");
  }

  private static String text(Map<String, Object> object, String key) throws IOException {
    if (object.get(key) instanceof String text) {
      return text;
    }
    throw new IOException(key + " is missing");
  }

  private static List<String> texts(Map<String, Object> object, String key) throws IOException {
    if (object.get(key) instanceof List<?> all) {
      return all.stream().map(String::valueOf).toList();
    }
    throw new IOException(key + " is missing");
  }
}
