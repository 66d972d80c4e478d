package haetae.app.dashboard;

import haetae.app.json.JsonText;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;

/**
 * Who did what on the page or over Telegram, when, and with what result: a line of JSON each in a
 * file that is never rotated away by the log, synced before the answer. Threads: any.
 */
public final class AuditTrail {
  private static final Logger LOG = Loggers.of("audit");
  private static final int SHOWN = 100;
  private static final long MOST_BYTES = 5_000_000;
  private static final int LONGEST = 300;

  /**
   * One entry.
   *
   * @param who role and session
   * @param from address of the visitor
   * @param detail the visitor's reason, or why it was refused
   */
  record Entry(String time, String who, String from, String action, String detail, String result) {
    byte[] line() {
      JsonText json = new JsonText().open();
      write(json);
      json.close();
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    void write(JsonText json) {
      json.text("time", time).text("who", who).text("from", from);
      json.text("action", action).text("detail", detail).text("result", result);
    }
  }

  private final Path file;
  private final ArrayDeque<Entry> latest = new ArrayDeque<>();
  private long seq;

  /** A trail in a file, whose folder is made if needed. */
  public AuditTrail(Path file) {
    this.file = file;
  }

  /** Adds an entry of a visitor of the page. */
  boolean add(Visitor visitor, String from, String action, String detail, String result) {
    return add(visitor.name(), from, action, detail, result);
  }

  /**
   * Adds an entry; false if it could not be written, which the log then tells.
   *
   * @param who role and session, or the user
   * @param from address of the visitor, or the way it came
   */
  public synchronized boolean add(
      String who, String from, String action, String detail, String result) {
    String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    String cut = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
    Entry entry = new Entry(time, who, from, action, plain(cut), result);
    latest.addLast(entry);
    seq++;
    if (latest.size() > SHOWN) {
      latest.removeFirst();
    }
    LOG.info("[AUDIT] {} from {}: {} ({}) -> {}", entry.who, from, action, entry.detail, result);
    try {
      append(entry.line());
      return true;
    } catch (IOException e) {
      LOG.error("[AUDIT] {} cannot be written: {}", file, e.toString());
      return false;
    }
  }

  /** Line ends would let a visitor write lines of the log. */
  private static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private void append(byte[] line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** Entries so far. */
  synchronized long lastSeq() {
    return seq;
  }

  /** The last {@value #SHOWN} entries of this run, oldest first. */
  synchronized List<Entry> latest() {
    return List.copyOf(latest);
  }
}
