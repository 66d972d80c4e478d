package haetae.app.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a request must look like before it is looked at. A name that somebody else has pointed at
 * this address, another site's page, a forged action, an endless body: all end here. Threads: any.
 */
final class Gate {
  /** Header in which a page proves that it was served here. */
  static final String CSRF = "X-Haetae-Csrf";

  private static final int MOST_BYTES = 4_096;
  private static final int MOST_FIELDS = 16;
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+\\]");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[::1\\]");

  private final JsonFactory json = new JsonFactory();
  private final boolean loopback;
  private final List<String> hosts;

  /**
   * A gate.
   *
   * @param loopback the server can be reached from this machine only
   * @param hosts further names it is reached by
   */
  Gate(boolean loopback, List<String> hosts) {
    this.loopback = loopback;
    this.hosts = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
  }

  /** Checks the name by which we were asked. An address cannot be pointed elsewhere; a name can. */
  void host(Headers headers) throws Refused.Stop {
    List<String> values = headers.getOrDefault("Host", List.of());
    String host = values.size() == 1 ? values.getFirst().toLowerCase(Locale.ROOT) : "";
    String name = host.replaceFirst(":\\d{1,5}$", "");
    boolean known =
        name.equals("localhost")
            || hosts.contains(name)
            || (loopback ? LOOPBACK : ADDRESS).matcher(name).matches();
    if (!known) {
      throw Refused.HOST.because("this server is not known by that name");
    }
  }

  /** Checks that a request does not come from another site's page. */
  void sameSite(Headers headers) throws Refused.Stop {
    String host = Objects.requireNonNullElse(headers.getFirst("Host"), "");
    String origin = headers.getFirst("Origin");
    boolean ours =
        origin == null
            || origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host);
    String site = Objects.requireNonNullElse(headers.getFirst("Sec-Fetch-Site"), "none");
    if (!ours || !(site.equals("same-origin") || site.equals("none"))) {
      throw Refused.ORIGIN.because("requests of other sites are not answered");
    }
  }

  /** Checks the token that only a page served by us can know. */
  static void csrf(Headers headers, Visitor visitor) throws Refused.Stop {
    byte[] given = Objects.requireNonNullElse(headers.getFirst(CSRF), "").getBytes(UTF8);
    byte[] wanted = visitor.csrf().getBytes(UTF8);
    if (wanted.length == 0 || !MessageDigest.isEqual(wanted, given)) {
      throw Refused.CSRF.because("the page is out of date; load it again");
    }
  }

  private static final java.nio.charset.Charset UTF8 = StandardCharsets.UTF_8;

  /** The fields of a JSON object of texts. */
  Map<String, String> body(HttpExchange exchange) throws Refused.Stop, IOException {
    String type =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw Refused.TYPE.because("Content-Type must be application/json");
    }
    byte[] bytes;
    try (InputStream in = exchange.getRequestBody()) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw Refused.SIZE.because("more than " + MOST_BYTES + " bytes");
    }
    return parse(bytes);
  }

  private Map<String, String> parse(byte[] bytes) throws Refused.Stop {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      while (object && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        object = parser.nextToken() == JsonToken.VALUE_STRING && fields.size() < MOST_FIELDS;
        if (object && fields.put(name, parser.getString()) != null) {
          object = false;
        }
      }
      if (!object || parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw Refused.SYNTAX.because("expected one JSON object of texts");
      }
    } catch (JacksonException e) {
      throw Refused.SYNTAX.because("not JSON: " + e.getClass().getSimpleName());
    }
    return fields;
  }

  /** Parameters of an address. */
  static Map<String, String> query(String raw) throws Refused.Stop {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&", MOST_FIELDS)) {
      int equals = part.indexOf('=');
      try {
        String name = URLDecoder.decode(part.substring(0, Math.max(0, equals)), UTF8);
        values.put(name, URLDecoder.decode(part.substring(equals + 1), UTF8));
      } catch (IllegalArgumentException e) {
        throw Refused.SYNTAX.because("bad parameter in the address");
      }
    }
    return values;
  }

  /** Value of a cookie, empty if it is not sent. */
  static String cookie(Headers headers, String name) {
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      for (String part : line.split(";", -1)) {
        String pair = part.strip();
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
    }
    return "";
  }

  /** The token of a scraper's Authorization header, empty if there is none. */
  static String bearer(Headers headers) {
    String value = Objects.requireNonNullElse(headers.getFirst("Authorization"), "");
    return value.startsWith("Bearer ") ? value.substring(7).strip() : "";
  }
}
