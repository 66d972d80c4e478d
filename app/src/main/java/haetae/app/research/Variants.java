package haetae.app.research;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Configurations that differ from a file in a few settings; each is kept as a file of its own. */
final class Variants {
  private final String base;
  private final Path folder;

  private Variants(String base, Path folder) {
    this.base = base;
    this.folder = folder;
  }

  /**
   * Variants of a file.
   *
   * @param folder where they are kept; created
   * @throws ConfigException if the file is no configuration
   */
  static Variants of(Path file, Path folder) throws ConfigException, IOException {
    ConfigLoader.load(file);
    Files.createDirectories(folder);
    return new Variants(Files.readString(file), folder);
  }

  /**
   * One configuration to try.
   *
   * @param name its settings, as on the command line
   */
  record Variant(String name, Map<String, String> settings, Path file, HaetaeConfig config) {}

  /**
   * Writes and reads one.
   *
   * @param number counted from 0, the name of its file
   * @throws ConfigException if the settings are unknown or impossible
   */
  Variant make(int number, Map<String, String> settings) throws ConfigException, IOException {
    Map<String, Object> root = new LinkedHashMap<>(map(load(base), ""));
    settings.forEach((key, value) -> set(root, List.of(key.split("\\.")), value));
    Path file = folder.resolve("%04d.yml".formatted(number));
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    Files.writeString(file, new Dump(style).dumpToString(root));
    return new Variant(name(settings), settings, file, ConfigLoader.load(file));
  }

  /** Hash of the text that is varied. */
  int hash() {
    return base.hashCode();
  }

  /** Settings as on the command line. */
  static String name(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Object load(String text) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
    return loaded == null ? Map.of() : loaded;
  }

  private static void set(Map<String, Object> root, List<String> path, String value) {
    Map<String, Object> at = root;
    for (String step : path.subList(0, path.size() - 1)) {
      Map<String, Object> below = new LinkedHashMap<>(map(at.get(step), step));
      at.put(step, below);
      at = below;
    }
    at.put(path.getLast(), load(value));
  }

  private static Map<String, Object> map(@Nullable Object value, String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((k, v) -> map.put(String.valueOf(k), v));
    } else if (value != null) {
      throw new IllegalArgumentException(name + " is a value, not a section");
    }
    return map;
  }
}
