package haetae.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Secrets of the environment, of files that it names ({@code NAME_FILE}, as containers do it), or
 * of a {@code .env} file, in this order. Never printed: {@link #toString} shows the names only.
 */
public final class Secrets {
  /** Names that are secret. */
  public static final List<String> SECRET_NAMES =
      List.of(
          "UPBIT_API_KEY",
          "UPBIT_API_SECRET",
          "BINANCE_API_KEY",
          "BINANCE_API_SECRET",
          "TELEGRAM_BOT_TOKEN",
          "TELEGRAM_CHAT_ID",
          "HAETAE_WEBHOOK_URL",
          "HAETAE_OPERATOR_TOKEN",
          "HAETAE_VIEWER_TOKEN",
          "HAETAE_DB_PASSWORD",
          "HAETAE_REDIS_PASSWORD");

  private static final String LIVE_TRADING = "LIVE_TRADING";

  private final Map<String, String> values;
  private final List<String> warnings;

  private Secrets(Map<String, String> values, List<String> warnings) {
    this.values = values;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Loads the secrets.
   *
   * @param environment the process environment; wins over the file
   * @throws ConfigException if the file has a line that is not {@code NAME=value}, or a file that
   *     the environment names cannot be read; no text of a file is repeated, since it may be a
   *     secret
   */
  public static Secrets load(Map<String, String> environment, Path dotEnv) throws ConfigException {
    List<String> warnings = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    if (Files.exists(dotEnv)) {
      readableByOthers(dotEnv, warnings);
      values.putAll(parse(dotEnv));
    }
    for (String name : SECRET_NAMES) {
      takeFile(environment, name, values);
      take(environment, name, values);
    }
    take(environment, LIVE_TRADING, values);
    return new Secrets(values, warnings);
  }

  private static void take(
      Map<String, String> environment, String name, Map<String, String> values) {
    String value = environment.get(name);
    if (value != null && !value.isEmpty()) {
      values.put(name, value);
    }
  }

  /** A file of its own for a secret; an empty one sets none. */
  private static void takeFile(
      Map<String, String> environment, String name, Map<String, String> values)
      throws ConfigException {
    String file = environment.getOrDefault(name + "_FILE", "");
    if (file.isEmpty()) {
      return;
    }
    try {
      String value = Files.readString(Path.of(file)).strip();
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(List.of(name + "_FILE names a file that cannot be read: " + file));
    }
  }

  private static void readableByOthers(Path file, List<String> warnings) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        warnings.add(file + " can be read by others; run: chmod 600 " + file);
      }
    } catch (IOException | UnsupportedOperationException e) {
      warnings.add(file + ": permissions cannot be told (" + e.getMessage() + ")");
    }
  }

  private static Map<String, String> parse(Path file) throws ConfigException {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String assignment = text.startsWith("export ") ? text.substring(7).strip() : text;
      int equals = assignment.indexOf('=');
      String name = assignment.substring(0, Math.max(0, equals)).strip();
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        problems.add(file + ":" + number + ":1: expected NAME=value");
      } else {
        values.put(name, unquote(assignment.substring(equals + 1)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return values;
  }

  private static List<String> lines(Path file) throws ConfigException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read as UTF-8 text"));
    }
  }

  private static String unquote(String raw) {
    String value = raw.strip();
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The value of a secret, if it is set. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
  }

  /** True if {@code LIVE_TRADING} is exactly {@code 1}. */
  public boolean liveTrading() {
    return "1".equals(values.get(LIVE_TRADING));
  }

  /** All values that must never be seen in a log. */
  public List<String> toMask() {
    return SECRET_NAMES.stream().map(this::get).flatMap(Optional::stream).toList();
  }

  /** The same, and what the configuration holds that belongs here. */
  public List<String> toMask(HaetaeConfig config) {
    Stream<String> configured =
        Stream.of(
            config.upbit().apiKey(),
            config.upbit().apiSecret(),
            config.binance().apiKey(),
            config.binance().apiSecret(),
            config.alert().telegram().botToken(),
            config.alert().telegram().chatId(),
            config.alert().webhook().url(),
            passwordOf(config.storage().postgres().dsn()),
            passwordOf(config.redis().url()));
    return Stream.concat(toMask().stream(), configured.filter(v -> !v.isEmpty())).toList();
  }

  /** The password in an address, empty if there is none. */
  private static String passwordOf(String address) {
    int at = address.lastIndexOf('@');
    int user = address.indexOf("://");
    int colon = user < 0 ? -1 : address.indexOf(':', user + 3);
    return colon < 0 || colon > at ? "" : address.substring(colon + 1, at);
  }

  /** What the operator should know, for example that the file can be read by others. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public String toString() {
    return "Secrets" + values.keySet().stream().filter(SECRET_NAMES::contains).toList();
  }
}
