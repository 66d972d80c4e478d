package haetae.app.config;

import haetae.ops.log.LogConfig;
import haetae.store.redis.RedisAddress;
import haetae.store.sql.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a configuration file strictly: whatever is not understood is an error with its place. */
public final class ConfigLoader {
  private static final String DEFAULTS = "live.yml";

  private ConfigLoader() {}

  /**
   * Loads a file over the defaults.
   *
   * @throws ConfigException with one line per problem
   */
  public static HaetaeConfig load(Path file) throws ConfigException {
    String name = file.toString();
    Node node = parse(name, read(file));
    return bind(name, node);
  }

  /**
   * Loads a text over the defaults.
   *
   * @param name under which problems are told
   * @throws ConfigException with one line per problem
   */
  public static HaetaeConfig of(String name, String text) throws ConfigException {
    return bind(name, parse(name, text));
  }

  /** The defaults: the shipped file itself. */
  public static HaetaeConfig defaults() {
    try {
      return bind(DEFAULTS, defaultsNode());
    } catch (ConfigException e) {
      throw new IllegalStateException("the shipped configuration is broken", e);
    }
  }

  private static HaetaeConfig bind(String name, Node node) throws ConfigException {
    Binder binder = new Binder(name);
    HaetaeConfig config = binder.bind(HaetaeConfig.class, node, defaultsNode(), "");
    if (config != null) {
      check(config, node, binder);
      StrategyRules.check(config, node, binder);
      config.alert().check(node, binder);
    }
    if (config == null || binder.failed()) {
      throw new ConfigException(binder.problems());
    }
    return config;
  }

  private static Node defaultsNode() throws ConfigException {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("resource " + DEFAULTS + " is missing");
      }
      return parse(DEFAULTS, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("resource " + DEFAULTS + " cannot be read", e);
    }
  }

  private static String read(Path file) throws ConfigException {
    try {
      return decode(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw one(file + ": no such file; give another with --config FILE");
    } catch (AccessDeniedException e) {
      throw one(file + ": permission denied");
    } catch (IOException e) {
      throw one(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** UTF-8, or else the code page of Korean Windows, in which old files may be. */
  private static String decode(Path file, byte[] bytes) throws ConfigException {
    @Nullable String text = decode(bytes, StandardCharsets.UTF_8);
    if (text == null) {
      text = decode(bytes, Charset.forName("x-windows-949"));
    }
    if (text == null) {
      throw one(file + ": not a text in UTF-8 or cp949");
    }
    return text;
  }

  private static @Nullable String decode(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Node parse(String name, String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(name).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      return node.orElseThrow(() -> one(name + ":1:1: the file is empty"));
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

  private static ConfigException one(String problem) {
    return new ConfigException(List.of(problem));
  }

  /** What no single key can tell. */
  private static void check(HaetaeConfig config, Node root, Binder binder) {
    for (Ordered pair : Ordered.of(config)) {
      if (pair.low().compareTo(pair.high()) > 0) {
        Node section = Binder.find(root, pair.section());
        Node place =
            firstOf(
                Binder.find(section, pair.lowKey()), Binder.find(section, pair.highKey()), section);
        binder.problem(place, pair.problem());
      }
    }
    pairs(config, root, binder);
    addresses(config, root, binder);
    size(config, root, binder);
    texts(config, root, binder);
  }

  /** An entry below the smallest trade would never happen; its unwinding is not bound by it. */
  private static void size(HaetaeConfig config, Node root, Binder binder) {
    BigDecimal size = config.executionEngine().positionSizeKrw();
    BigDecimal smallest = config.signalEngine().minTradeAmountKrw();
    if (size.compareTo(smallest) < 0) {
      Node own = Binder.find(Binder.find(root, "execution_engine"), "position_size_krw");
      Node other = Binder.find(Binder.find(root, "signal_engine"), "min_trade_amount_krw");
      binder.problem(
          firstOf(own, other),
          "execution_engine.position_size_krw ("
              + size.toPlainString()
              + ") must not be below signal_engine.min_trade_amount_krw ("
              + smallest.toPlainString()
              + ")");
    }
  }

  private static void pairs(HaetaeConfig config, Node root, Binder binder) {
    Node node = Binder.find(root, "pairs");
    if (config.pairs().isEmpty()) {
      binder.problem(node, "pairs must name at least one pair");
    }
    long distinct = config.pairs().stream().map(HaetaeConfig.Route::upbit).distinct().count();
    if (distinct != config.pairs().size()) {
      binder.problem(node, "pairs names the same upbit market twice");
    }
  }

  private static void addresses(HaetaeConfig config, Node root, Binder binder) {
    try {
      PostgresAddress.of(config.storage().postgres().dsn());
    } catch (IllegalArgumentException e) {
      Node section = Binder.find(Binder.find(root, "storage"), "postgres");
      binder.problem(Binder.find(section, "dsn"), "storage.postgres.dsn " + e.getMessage());
    }
    try {
      RedisAddress.of(config.redis().url());
    } catch (IllegalArgumentException e) {
      Node section = Binder.find(root, "redis");
      binder.problem(Binder.find(section, "url"), "redis.url " + e.getMessage());
    }
  }

  private static void texts(HaetaeConfig config, Node root, Binder binder) {
    if (!config.fx().symbol().matches("[A-Z0-9]+-[A-Z0-9]+")) {
      Node node = Binder.find(Binder.find(root, "fx"), "symbol");
      binder.problem(
          node, "fx.symbol must look like KRW-USDT, not \"" + config.fx().symbol() + "\"");
    }
    if (!LogConfig.usable(config.logging().file())) {
      Node node = Binder.find(Binder.find(root, "logging"), "file");
      binder.problem(
          node,
          "logging.file must name a file that is not a component's own, not \""
              + config.logging().file()
              + "\"");
    }
  }

  private static @Nullable Node firstOf(@Nullable Node... nodes) {
    for (Node node : nodes) {
      if (node != null) {
        return node;
      }
    }
    return null;
  }
}
