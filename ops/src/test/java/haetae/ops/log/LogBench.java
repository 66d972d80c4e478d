package haetae.ops.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A folder, a console and a clock around a log under test. */
final class LogBench {
  static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
  static final long MANY_BYTES = 100_000_000;

  final Path folder;
  final AtomicLong nowMs = new AtomicLong();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);

  LogBench(Path folder) {
    this.folder = folder;
    at("2025-11-15T20:56:14.510");
  }

  /** Sets the clock to a local time. */
  void at(String localTime) {
    nowMs.set(LocalDateTime.parse(localTime).atZone(ZONE).toInstant().toEpochMilli());
  }

  void later(long ms) {
    nowMs.addAndGet(ms);
  }

  LogConfig config() {
    return config(MANY_BYTES);
  }

  LogConfig config(long maxTotalBytes) {
    return new LogConfig(
        LogLevel.INFO,
        folder.resolve("live.log"),
        false,
        true,
        7,
        maxTotalBytes,
        List.of("hunter2-secret"));
  }

  CentralLog start() {
    return start(config());
  }

  CentralLog start(LogConfig config) {
    return CentralLog.start(config, surroundings(console, 65_536, 250_000));
  }

  Surroundings surroundings(PrintStream out, int queueBound, int hardBound) {
    return new Surroundings(ZONE, out, nowMs::get, queueBound, hardBound);
  }

  LogFiles files(LogConfig config) {
    return new LogFiles(config, ZONE, new LineFormat(ZONE, config.secrets()));
  }

  LogLine line(LogLevel level, String message) {
    return new LogLine(nowMs.get(), level, Loggers.LIVE_LOOP, message, "main", null, null);
  }

  List<String> console() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long bytes() {
    return names().stream().mapToLong(name -> folder.resolve(name).toFile().length()).sum();
  }

  /** Sets the age of a file. */
  void touch(String name, String localTime) throws IOException {
    Instant time = LocalDateTime.parse(localTime).atZone(ZONE).toInstant();
    Files.setLastModifiedTime(folder.resolve(name), java.nio.file.attribute.FileTime.from(time));
  }
}
