package haetae.sandbox;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads scenarios strictly: whatever is not understood is an error with its line and column. */
public final class ScenarioReader {
  private ScenarioReader() {}

  /**
   * Reads a file over the defaults.
   *
   * @throws ScenarioException with one line a problem
   */
  public static Scenario read(Path file) throws ScenarioException {
    try {
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw one(file + ": no such file; give another with --scenario FILE");
    } catch (IOException e) {
      throw one(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Reads a text over the defaults; problems begin with the name. */
  static Scenario parse(String name, String text) throws ScenarioException {
    return bind(name, text, Scenario.class, Scenario.defaults());
  }

  /** Reads one fault, in YAML or JSON. */
  static FaultSpec fault(String text) throws ScenarioException {
    return bind("fault", text, FaultSpec.class, null);
  }

  private static <T extends Record> T bind(
      String name, String text, Class<T> type, @org.jspecify.annotations.Nullable T defaults)
      throws ScenarioException {
    RecordBinder binder = new RecordBinder(name, standards());
    T bound = binder.bind(type, compose(name, text), defaults, "");
    if (bound == null || !binder.problems().isEmpty()) {
      throw new ScenarioException(binder.problems());
    }
    return bound;
  }

  /** What entries of lists are filled up from; a fault must name its kind, a key its venue. */
  private static Map<Class<?>, Map<String, Object>> standards() {
    FaultSpec fault = FaultSpec.of(FaultKind.SLOW);
    return Map.of(
        FaultSpec.class,
        RecordBinder.values(fault, List.of("fault")),
        ApiKey.class,
        Map.of("secret", "", "ed25519", "", "permissions", Scenario.PERMISSIONS));
  }

  private static Node compose(String name, String text) throws ScenarioException {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(name).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      return node.orElseThrow(() -> one(name + ":1:1: the text is empty"));
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark()
              .map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
              .orElse("");
      throw one(name + where + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw one(name + ": " + e.getMessage());
    }
  }

  private static ScenarioException one(String problem) {
    return new ScenarioException(List.of(problem));
  }
}
