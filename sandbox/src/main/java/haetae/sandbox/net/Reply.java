package haetae.sandbox.net;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An answer to a request.
 *
 * @param status HTTP status
 * @param body text, JSON unless a header says otherwise
 * @param headers further headers
 * @param delayMs how long the answer is held back
 * @param fate what becomes of it
 */
public record Reply(int status, String body, Map<String, String> headers, long delayMs, Fate fate) {
  /** What becomes of an answer. */
  public enum Fate {
    /** It is sent. */
    SENT,
    /** It is never sent; the connection stays open. */
    LOST,
    /** The connection is closed instead. */
    RESET
  }

  /** Keeps its own copy of the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer in JSON. */
  public static Reply json(int status, JsonNode body) {
    return new Reply(status, Json.write(body), Map.of(), 0, Fate.SENT);
  }

  /** An answer that is a page, as proxies in front of a venue send them. */
  public static Reply html(int status, String body) {
    return new Reply(status, body, Map.of("content-type", "text/html"), 0, Fate.SENT);
  }

  /** The same with a header more. */
  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, more, delayMs, fate);
  }

  /** The same, held back. */
  public Reply after(long ms) {
    return new Reply(status, body, headers, delayMs + ms, fate);
  }

  /** The same with another fate. */
  public Reply fate(Fate other) {
    return new Reply(status, body, headers, delayMs, other);
  }
}
