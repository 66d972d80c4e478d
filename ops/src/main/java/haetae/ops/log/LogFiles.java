package haetae.ops.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The folder of log files. When it cannot be written, the files are closed and tried again after a
 * pause; lines of WARNING and above are kept meanwhile and written afterwards.
 *
 * <p>Threads: the writer's; the counters may be read by any.
 */
final class LogFiles {
  private static final int KEPT = 20_000;
  private static final long RETRY_MS = 2_000;

  private final RotatingFile everything;
  private final Map<String, RotatingFile> byLogger = new LinkedHashMap<>();
  private final Retention retention;
  private final ZoneId zone;
  private final ArrayDeque<LogLine> kept = new ArrayDeque<>();
  private final LineFormat format;
  private final boolean json;
  private long retryAtMs;
  private volatile String reason = "";
  private final LongAdder written = new LongAdder();
  private final LongAdder missed = new LongAdder();

  LogFiles(LogConfig config, ZoneId zone, LineFormat format) {
    this.zone = zone;
    this.format = format;
    this.json = config.json();
    Path folder = requireNonNull(config.file().toAbsolutePath().getParent(), "folder");
    // No single file may take more than its share, or one storm could fill the disk by itself.
    long each = Math.max(1, config.maxTotalBytes() / 8);
    everything = new RotatingFile(config.file().toAbsolutePath(), zone, each);
    Set<String> names = new HashSet<>();
    names.add(config.file().getFileName().toString());
    Loggers.FILES.forEach(
        (logger, name) -> {
          byLogger.put(logger, new RotatingFile(folder.resolve(name), zone, each));
          names.add(name);
        });
    retention = new Retention(folder, names, config.keepDays(), config.maxTotalBytes());
  }

  /** Opens all files; returns what to tell the console, null if nothing. */
  @Nullable String open(long nowMs) {
    try {
      LocalDate today = day(nowMs);
      everything.open(today);
      for (RotatingFile file : byLogger.values()) {
        file.open(today);
      }
      retention.apply(today);
      flushAll();
      return null;
    } catch (IOException e) {
      return fail(e, nowMs);
    }
  }

  private LocalDate day(long timeMs) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
  }

  /** Writes a line; returns what to tell the console, null if nothing. */
  @Nullable String write(LogLine line) {
    if (!reason.isEmpty()) {
      keep(line);
      return null;
    }
    try {
      put(line);
      return null;
    } catch (IOException e) {
      keep(line);
      return fail(e, line.timeMs());
    }
  }

  private void put(LogLine line) throws IOException {
    String text = json ? format.json(line) : format.text(line);
    boolean rotated = everything.write(line.timeMs(), text);
    RotatingFile own = byLogger.get(line.logger());
    if (own != null) {
      rotated |= own.write(line.timeMs(), text);
    }
    written.increment();
    if (rotated) {
      retention.apply(day(line.timeMs()));
    }
  }

  private void keep(LogLine line) {
    if (line.level().precious()) {
      kept.addLast(line);
      if (kept.size() > KEPT) {
        kept.removeFirst();
        missed.increment();
      }
    } else {
      missed.increment();
    }
  }

  private String fail(IOException e, long nowMs) {
    reason = say(e);
    retryAtMs = nowMs + RETRY_MS;
    closeQuietly();
    return "[LOG] files cannot be written: " + reason + "; logging goes on here";
  }

  private static String say(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": Permission denied";
    }
    return String.valueOf(e.getMessage());
  }

  /** Pushes buffers out; tries again if it is time to. Returns what to tell the console. */
  @Nullable String flush(long nowMs) {
    if (!reason.isEmpty()) {
      return nowMs >= retryAtMs ? resume(nowMs) : null;
    }
    try {
      flushAll();
      return null;
    } catch (IOException e) {
      return fail(e, nowMs);
    }
  }

  private @Nullable String resume(long nowMs) {
    try {
      everything.open(day(nowMs));
      for (RotatingFile file : byLogger.values()) {
        file.open(day(nowMs));
      }
      int saved = kept.size();
      while (!kept.isEmpty()) {
        put(kept.peekFirst());
        kept.removeFirst();
      }
      String text =
          "[LOG] files can be written again; "
              + missed
              + " lines are missing there, "
              + saved
              + " warnings were kept";
      put(new LogLine(nowMs, LogLevel.WARNING, Loggers.PREFIX + "log", text, "log", null));
      flushAll();
      reason = "";
      return text;
    } catch (IOException e) {
      reason = say(e);
      retryAtMs = nowMs + RETRY_MS;
      closeQuietly();
      return null;
    }
  }

  private void flushAll() throws IOException {
    everything.flush();
    for (RotatingFile file : byLogger.values()) {
      file.flush();
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The disk is at fault already and that has been said; what the buffers held is missing.
      missed.increment();
    }
  }

  void close() throws IOException {
    IOException first = null;
    for (RotatingFile file : byLogger.values()) {
      first = closed(file, first);
    }
    first = closed(everything, first);
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable IOException closed(RotatingFile file, @Nullable IOException first) {
    try {
      file.close();
      return first;
    } catch (IOException e) {
      return first == null ? e : first;
    }
  }

  String reason() {
    return reason;
  }

  long written() {
    return written.sum();
  }

  long missed() {
    return missed.sum();
  }
}
