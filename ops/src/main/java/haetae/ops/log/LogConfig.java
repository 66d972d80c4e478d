package haetae.ops.log;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
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
    if (level == LogLevel.CRITICAL) {
      throw new IllegalArgumentException("level must be one of DEBUG, INFO, WARNING, ERROR");
    }
    if (keepDays < 1) {
      throw new IllegalArgumentException("keepDays must be 1 or more, is " + keepDays);
    }
    if (maxTotalBytes < 1) {
      throw new IllegalArgumentException("maxTotalBytes must be positive, is " + maxTotalBytes);
    }
    if (!usable(file.toString())) {
      throw new IllegalArgumentException(
          "file must be named, and not like a component's file, is " + file);
    }
  }

  /** True if a path can be the file with everything: named, and not like a component's file. */
  public static boolean usable(String path) {
    try {
      Path name = Path.of(path).getFileName();
      return name != null
          && !name.toString().isBlank()
          && !Loggers.FILES.containsValue(name.toString());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "LogConfig[" + level + ", " + file + "]";
  }
}
