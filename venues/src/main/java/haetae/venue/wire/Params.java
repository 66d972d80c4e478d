package haetae.venue.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, in the order in which they are sent and signed.
 *
 * <p>Names may repeat ({@code states[]}). Threads: one owner.
 */
public final class Params {
  private static final String HEX = "0123456789ABCDEF";
  private static final int USUAL = 256;
  private static final String UNRESERVED = "-._~";

  private record Param(String name, String value) {}

  private final List<Param> params = new ArrayList<>();

  /** No parameters. */
  public static Params none() {
    return new Params();
  }

  /** One parameter. */
  public static Params of(String name, String value) {
    return new Params().with(name, value);
  }

  /** Adds a parameter; one without a value is left out. */
  public Params with(String name, @Nullable String value) {
    if (value != null) {
      params.add(new Param(name, value));
    }
    return this;
  }

  /** Adds a number. */
  public Params with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** True if there is none. */
  public boolean isEmpty() {
    return params.isEmpty();
  }

  /** {@code name=value} joined by {@code &}, not encoded. */
  public String raw() {
    StringBuilder out = new StringBuilder(USUAL);
    for (Param param : params) {
      join(out).append(param.name).append('=').append(param.value);
    }
    return out.toString();
  }

  /** Like {@link #raw} with values percent-encoded by RFC 3986; names stay as they are. */
  public String encoded() {
    StringBuilder out = new StringBuilder(USUAL);
    for (Param param : params) {
      join(out).append(param.name).append('=');
      encode(param.value, out);
    }
    return out.toString();
  }

  /** A JSON object of strings, in order. */
  public String json() {
    StringBuilder out = new StringBuilder(USUAL).append('{');
    for (Param param : params) {
      out.append(out.length() > 1 ? "," : "");
      quote(param.name, out);
      out.append(':');
      quote(param.value, out);
    }
    return out.append('}').toString();
  }

  /** A JSON string. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    quote(text, out);
    return out.toString();
  }

  /** A value percent-encoded by RFC 3986. */
  public static String encoded(String value) {
    StringBuilder out = new StringBuilder();
    encode(value, out);
    return out.toString();
  }

  private static StringBuilder join(StringBuilder out) {
    return out.isEmpty() ? out : out.append('&');
  }

  private static void encode(String value, StringBuilder out) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      if (letter || (b >= '0' && b <= '9') || UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return raw();
  }
}
