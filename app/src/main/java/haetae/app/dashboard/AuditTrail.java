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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Who did what on the page or over Telegram, when, and with what result: a line of JSON each in a
 * file that is never rotated away by the log, synced before the answer. What those tried who may
 * not act is in a file beside it, so that nobody without a token can push out what was done.
 * Threads: any.
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
  private final Path refusals;
  private final ArrayDeque<Entry> latest = new ArrayDeque<>();
  private final ArrayDeque<Entry> refused = new ArrayDeque<>();
  private long seq;

  /** A trail in a file, whose folder is made if needed. */
  public AuditTrail(Path file) {
    this.file = file;
    String name = String.valueOf(file.getFileName());
    this.refusals = file.resolveSibling(name.replaceFirst("(\\.[^.]*)?$", "-refused$1"));
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
    return keep(new Entry(now(), who, from, action, plain(detail), result), latest, file);
  }

  /**
   * Adds what somebody tried who may not.
   *
   * @param who role and session
   * @param from address of the visitor
   * @param detail why it was refused
   */
  synchronized void refused(String who, String from, String action, String detail) {
    keep(new Entry(now(), who, from, action, plain(detail), "refused"), refused, refusals);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private boolean keep(Entry entry, ArrayDeque<Entry> shown, Path in) {
    shown.addLast(entry);
    seq++;
    if (shown.size() > SHOWN) {
      shown.removeFirst();
    }
    LOG.info(
        "[AUDIT] {} from {}: {} ({}) -> {}",
        entry.who,
        entry.from,
        entry.action,
        entry.detail,
        entry.result);
    try {
      append(entry.line(), in);
      return true;
    } catch (IOException e) {
      LOG.error("[AUDIT] {} cannot be written: {}", in, e.toString());
      return false;
    }
  }

  /** Cut, and without line ends, which would let a visitor write lines of the log. */
  private static String plain(String detail) {
    String text = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static void append(byte[] line, Path file) throws IOException {
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

  /** The last {@value #SHOWN} entries and refusals of this run each, oldest first. */
  synchronized List<Entry> latest() {
    return Stream.concat(latest.stream(), refused.stream())
        .sorted(Comparator.comparing(Entry::time))
        .toList();
  }
}
