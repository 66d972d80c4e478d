package haetae.sandbox.market;

import haetae.market.InstrumentKind;
import haetae.sandbox.net.Json;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A recording of raw Binance frames of one symbol: a line is the time of receipt in ns, a blank and
 * the frame. Plain or gzipped.
 */
final class FrameFile implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f;

  private final Path path;
  private final BufferedReader lines;
  private long line;
  private long nextNs;
  private @Nullable JsonNode next;

  private FrameFile(Path path, BufferedReader lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * Opens a file at its first frame.
   *
   * @throws IOException if it cannot be read or holds something else; the message says where
   */
  static FrameFile open(Path path) throws IOException {
    InputStream in;
    try {
      in = new BufferedInputStream(Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file; give another with --replay FILE", e);
    }
    in.mark(2);
    boolean zipped = in.read() == GZIP_MAGIC;
    in.reset();
    InputStream plain = zipped ? new GZIPInputStream(in) : in;
    FrameFile file =
        new FrameFile(
            path, new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8)));
    file.read();
    if (file.next == null) {
      throw new IOException(path + ": the file is empty");
    }
    return file;
  }

  private void read() throws IOException {
    String text = lines.readLine();
    line++;
    next = null;
    if (text == null) {
      return;
    }
    int blank = text.indexOf(' ');
    String time = blank < 0 ? "" : text.substring(0, blank);
    JsonNode frame = blank < 0 ? null : Json.read(text.substring(blank + 1));
    if (!time.matches("\\d{1,19}") || frame == null || !frame.isObject()) {
      throw new IOException(
          path + ":" + line + ": not a raw Binance frame (time in ns, a blank, JSON)");
    }
    nextNs = Long.parseLong(time);
    next = frame.has("data") ? frame.get("data") : frame;
  }

  /** True if there is a frame. */
  boolean more() {
    return next != null;
  }

  /** Time of the next frame. */
  long nextNs() {
    return next == null ? Long.MAX_VALUE : nextNs;
  }

  /** The next frame; moves on. */
  JsonNode take() throws IOException {
    JsonNode taken = next;
    if (taken == null) {
      throw new IllegalStateException(path + " is at its end");
    }
    read();
    return taken;
  }

  /** The symbol of the first frame that has one. */
  static String symbol(Path path) throws IOException {
    return first(path).path("s").asString("");
  }

  /** What the file records: only futures frames of depth or best prices carry certain fields. */
  static InstrumentKind kind(Path path) throws IOException {
    try (FrameFile file = open(path)) {
      while (file.more()) {
        JsonNode frame = file.take();
        boolean depth = frame.path("e").asString("").equals("depthUpdate");
        if (depth || frame.has("B")) {
          boolean futures = frame.has("pu") || frame.path("e").asString("").equals("bookTicker");
          return futures ? InstrumentKind.PERPETUAL : InstrumentKind.SPOT;
        }
      }
    }
    throw new IOException(path + ": there is neither depth nor bookTicker in it");
  }

  private static JsonNode first(Path path) throws IOException {
    try (FrameFile file = open(path)) {
      while (file.more()) {
        JsonNode frame = file.take();
        if (frame.has("s")) {
          return frame;
        }
      }
    }
    throw new IOException(path + ": no frame names a symbol");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
