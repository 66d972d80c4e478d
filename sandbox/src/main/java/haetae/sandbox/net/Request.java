package haetae.sandbox.net;

import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param method upper case
 * @param path without the query
 * @param query raw, still percent-encoded; empty if there is none
 * @param headers by lower-case name
 * @param body text; empty if there is none
 */
public record Request(
    String method, String path, String query, Map<String, String> headers, String body) {
  /** Keeps its own copy of the headers. */
  public Request {
    headers = Map.copyOf(headers);
  }

  /** A header's value, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
