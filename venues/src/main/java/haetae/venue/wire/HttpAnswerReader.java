package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 response from a stream (RFC 9112): by length, in chunks, or to the end.
 *
 * <p>Threads: one owner.
 */
final class HttpAnswerReader {
  private static final int MAX_LINE = 16_384;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BODY = 32 * 1024 * 1024;

  private final InputStream in;
  private int status;
  private Map<String, String> headers = Map.of();
  private boolean reusable;

  HttpAnswerReader(InputStream in) {
    this.in = in;
  }

  /** Reads head and body. */
  byte[] read(String method) throws IOException {
    head();
    while (status >= 100 && status < 200 && status != 101) {
      head();
    }
    String connection = headers.getOrDefault("connection", "");
    reusable = !connection.toLowerCase(Locale.ROOT).contains("close");
    if (method.equals("HEAD") || status == 204 || status == 304 || status == 101) {
      return new byte[0];
    }
    if (headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked")) {
      return chunks();
    }
    String length = headers.get("content-length");
    if (length != null) {
      return exactly(number(length, 10));
    }
    reusable = false;
    return toTheEnd();
  }

  /** Reads status line and headers. */
  void head() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("no HTTP/1.1 status line");
    }
    status = number(line.substring(9, 12), 10);
    Map<String, String> read = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      if (colon <= 0 || read.size() >= MAX_HEADERS) {
        throw new IOException("no HTTP header: " + colon);
      }
      read.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    headers = Map.copyOf(read);
  }

  private String line() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed by the server");
      }
      if (out.length() >= MAX_LINE) {
        throw new IOException("HTTP line too long");
      }
      out.append((char) b);
    }
    int end = out.length();
    return out.substring(0, end > 0 && out.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("answer cut after " + body.length + " of " + length + " bytes");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      int semicolon = line.indexOf(';');
      int size = number(semicolon < 0 ? line : line.substring(0, semicolon), 16);
      if (size == 0) {
        while (!line().isEmpty()) {
          // Trailers are not needed.
        }
        return out.toByteArray();
      }
      if (out.size() + size > MAX_BODY) {
        throw new IOException("answer too long");
      }
      out.write(exactly(size));
      line();
    }
  }

  private byte[] toTheEnd() throws IOException {
    byte[] body = in.readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new IOException("answer too long");
    }
    return body;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int value = Integer.parseInt(text.strip(), radix);
      if (value < 0 || value > MAX_BODY) {
        throw new IOException("number out of range: " + value);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IOException(
          "number expected, got " + text.getBytes(ISO_8859_1).length + " bytes", e);
    }
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** True if the connection may carry another request. */
  boolean reusable() {
    return reusable;
  }
}
