package haetae.ops.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of log files. When it cannot be written, the files are closed and tried again after a
 * pause; lines of WARNING and above are kept meanwhile and written afterwards.
 *
 * <p>Threads: the writer's; {@link #reason}, {@link #written}, {@link #missed} and {@link
 * #bytesUsed} may be read by any.
 */
final class LogFiles {
  static final long RETRY_MS = 2_000;

  /** Each file in use may take a sixteenth; all six, and ten sixteenths of old ones, fit. */
  private static final int SHARES = 16;

  private final Map<String, RotatingFile> byLogger = new HashMap<>();
  private final RotatingFile everything;
  private final Set<RotatingFile> files = new LinkedHashSet<>();
  private final Retention retention;
  private final ZoneId zone;
  private final LineFormat format;
  private final boolean json;
  private final KeptLines kept = new KeptLines();
  private final FileState state = new FileState();
  private long lookAtMs;

  LogFiles(LogConfig config, ZoneId zone, LineFormat format) {
    this.zone = zone;
    this.format = format;
    this.json = config.json();
    Path file = config.file().toAbsolutePath();
    Path folder = requireNonNull(file.getParent(), "folder");
    long share = Math.max(1, config.maxTotalBytes() / SHARES);
    Set<String> names = new HashSet<>(Loggers.FILES.values());
    names.add(file.getFileName().toString());
    everything = new RotatingFile(file, zone, share);
    files.add(everything);
    Loggers.FILES.forEach(
        (logger, name) ->
            byLogger.put(logger, new RotatingFile(folder.resolve(name), zone, share)));
    files.addAll(byLogger.values());
    long old = Math.max(0, config.maxTotalBytes() - files.size() * share);
    retention = new Retention(folder, names, config.keepDays(), old);
  }

  private LocalDate day(long timeMs) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
  }

  /** Opens all files; returns what to tell the console, null if nothing. */
  @Nullable String open(long nowMs) {
    try {
      openAll(nowMs);
      return sweep(nowMs);
    } catch (IOException e) {
      return fail(e, nowMs);
    }
  }

  private void openAll(long nowMs) throws IOException {
    for (RotatingFile file : files) {
      file.prepare(day(nowMs), 0);
    }
  }

  private @Nullable String sweep(long nowMs) {
    return state.swept(retention.apply(day(nowMs)));
  }

  /** Takes a line; returns what to tell the console, null if nothing. */
  @Nullable String write(LogLine line, long nowMs) {
    if (!state.writable()) {
      kept.add(line);
      return null;
    }
    try {
      return put(line) ? sweep(nowMs) : null;
    } catch (IOException e) {
      kept.add(line);
      return fail(e, nowMs);
    }
  }

  private boolean put(LogLine line) throws IOException {
    byte[] text = (json ? format.json(line) : format.text(line)).getBytes(StandardCharsets.UTF_8);
    RotatingFile own = byLogger.get(line.logger());
    LocalDate today = day(line.timeMs());
    // Room in both first: a line that reached one only would be there twice after the next try.
    boolean rotated = everything.prepare(today, text.length);
    rotated |= own != null && own.prepare(today, text.length);
    everything.append(text);
    if (own != null) {
      own.append(text);
    }
    state.wrote();
    return rotated;
  }

  private String fail(IOException e, long nowMs) {
    state.failed(say(e), nowMs + RETRY_MS);
    closeAll();
    return "[LOG] files cannot be written: " + state.reason() + "; logging goes on here";
  }

  private static String say(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
      case FileAlreadyExistsException there -> there.getFile() + ": not a folder";
      default -> String.valueOf(e.getMessage());
    };
  }

  /**
   * Pushes buffers out, begins a new day, tries again after a fault. To be called every few
   * milliseconds. Returns what to tell the console, null if nothing.
   */
  @Nullable String tick(long nowMs) {
    if (!state.writable()) {
      return state.due(nowMs, RETRY_MS) ? resume(nowMs) : null;
    }
    try {
      boolean look = nowMs >= lookAtMs || nowMs < lookAtMs - RETRY_MS;
      boolean rotated = false;
      for (RotatingFile file : files) {
        if (look) {
          file.restore();
        }
        rotated |= file.prepare(day(nowMs), 0);
        file.flush();
      }
      if (look) {
        lookAtMs = nowMs + RETRY_MS;
        state.inUse(files.stream().mapToLong(RotatingFile::bytes).sum());
      }
      return rotated ? sweep(nowMs) : null;
    } catch (IOException e) {
      return fail(e, nowMs);
    }
  }

  private @Nullable String resume(long nowMs) {
    try {
      openAll(nowMs);
      flushAll();
      int saved = kept.drainTo(this::put);
      flushAll();
      String text =
          String.format(
              "[LOG] files can be written again; they missed %d lines,"
                  + " %d of WARNING and above were kept",
              kept.missedNow(), saved);
      prove(LogLine.own(nowMs, LogLevel.WARNING, text));
      kept.forget();
      state.recovered();
      sweep(nowMs);
      return text;
    } catch (IOException e) {
      state.failed(say(e), nowMs + RETRY_MS);
      closeAll();
      return null;
    }
  }

  /** A file of a full disk can be opened: only a line that is really written proves anything. */
  private void prove(LogLine line) throws IOException {
    put(line);
    try {
      flushAll();
    } catch (IOException e) {
      String text = json ? format.json(line) : format.text(line);
      everything.retract(text.getBytes(StandardCharsets.UTF_8).length);
      throw e;
    }
  }

  private void flushAll() throws IOException {
    for (RotatingFile file : files) {
      file.flush();
    }
  }

  private @Nullable IOException closeAll() {
    IOException first = null;
    for (RotatingFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    return first;
  }

  /** Writes what is left and closes; returns what to tell the console, null if nothing. */
  @Nullable String close(long nowMs) {
    String told = state.writable() ? tick(nowMs) : resume(nowMs);
    IOException failure = closeAll();
    boolean left = files.stream().anyMatch(file -> file.pendingBytes() > 0) || kept.waiting() > 0;
    if (failure == null && !left) {
      return told;
    }
    return "[LOG] closed with lines that the files miss: "
        + (failure == null ? state.reason() : say(failure));
  }

  String reason() {
    return state.reason();
  }

  boolean writable() {
    return state.writable();
  }

  long written() {
    return state.written();
  }

  long missed() {
    return kept.missed();
  }

  long bytesUsed() {
    return state.bytesUsed();
  }
}
