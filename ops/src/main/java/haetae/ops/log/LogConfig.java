package haetae.ops.log;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * How the service logs.
 *
 * @param level lines below it are not made
 * @param file the file with everything; the component files lie in the same folder
 * @param json JSON lines in the files instead of text
 * @param console also to standard output
 * @param keepDays days of old files kept
 * @param maxTotalBytes all log files of the folder together
 * @param secrets values that are shown as {@code ***}
 */
public record LogConfig(
    LogLevel level,
    Path file,
    boolean json,
    boolean console,
    int keepDays,
    long maxTotalBytes,
    List<String> secrets) {
  /** Checks the ranges; takes a copy of the secrets. */
  public LogConfig {
    requireNonNull(level, "level");
    requireNonNull(file, "file");
    secrets = List.copyOf(secrets);
    if (keepDays < 1 || maxTotalBytes < 1 || file.getFileName() == null) {
      throw new IllegalArgumentException("log configuration out of range");
    }
  }

  @Override
  public String toString() {
    return "LogConfig[" + level + ", " + file + "]";
  }
}
