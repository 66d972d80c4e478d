package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What runs in containers, as far as a machine without them can tell. */
@Timeout(120)
final class ContainerTest {
  private static final Path INFRA = ProjectFiles.root().resolve("infra");

  @TempDir private Path temp;

  private static Map<?, ?> yaml(Path file) throws IOException {
    Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    assertThat(root).isInstanceOf(Map.class);
    return merged((Map<?, ?>) root);
  }

  /**
   * Merge keys are a part of YAML 1.1, which compose reads; the parser here leaves them as keys.
   */
  private static Map<?, ?> merged(Map<?, ?> map) {
    Map<Object, Object> out = new LinkedHashMap<>();
    if (map.get("<<") instanceof Map<?, ?> base) {
      out.putAll(base);
    }
    map.forEach(
        (key, value) -> {
          if (!"<<".equals(key)) {
            out.put(key, value instanceof Map<?, ?> inner ? merged(inner) : value);
          }
        });
    return out;
  }

  private static Map<?, ?> section(Map<?, ?> map, String name) {
    assertThat(map.get(name)).as(name).isInstanceOf(Map.class);
    return (Map<?, ?>) map.get(name);
  }

  private static List<String> texts(Map<?, ?> map, String name) {
    return map.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Map<?, ?> compose() throws IOException {
    return yaml(INFRA.resolve("docker-compose.yml"));
  }

  private static Map<?, ?> services() throws IOException {
    return section(compose(), "services");
  }

  @Test
  void shouldHardenEveryService() throws IOException {
    assertThat(services().keySet())
        .hasToString("[arbitrage-app, postgres, redis, prometheus, grafana]");
    for (Object name : services().keySet()) {
      Map<?, ?> service = section(services(), name.toString());
      assertThat(service.get("restart")).as("%s", name).isEqualTo("unless-stopped");
      assertThat(service.get("read_only")).as("%s", name).isEqualTo(true);
      assertThat(texts(service, "cap_drop")).as("%s", name).containsExactly("ALL");
      assertThat(texts(service, "security_opt")).contains("no-new-privileges:true");
      assertThat(service.get("user").toString()).as("%s", name).matches("[1-9]\\d*:[1-9]\\d*");
      assertThat(section(service, "healthcheck").get("test")).as("%s", name).isNotNull();
      assertThat(service.get("mem_limit")).as("%s", name).isNotNull();
      assertThat(service.get("image").toString()).as("%s", name).contains(":");
    }
  }

  @Test
  void shouldPublishOnLoopbackOnlyAndKeepTheDatabaseInside() throws IOException {
    for (Object name : services().keySet()) {
      Map<?, ?> service = section(services(), name.toString());
      assertThat(texts(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
      assertThat(service.containsKey("network_mode")).isFalse();
    }
    for (String name : List.of("postgres", "redis")) {
      assertThat(texts(section(services(), name), "networks")).containsExactly("inside");
      assertThat(section(services(), name).containsKey("ports")).isFalse();
    }
    assertThat(section(section(compose(), "networks"), "inside").get("internal")).isEqualTo(true);
  }

  @Test
  void shouldTakeEverySecretFromAFile() throws IOException {
    Map<?, ?> secrets = section(compose(), "secrets");
    Set<String> used = new TreeSet<>();
    for (Object name : services().keySet()) {
      Map<?, ?> service = section(services(), name.toString());
      used.addAll(texts(service, "secrets"));
      if (service.get("environment") instanceof Map<?, ?> environment) {
        environment.forEach((key, value) -> secret(key.toString(), value.toString()));
      }
    }
    assertThat(secrets.keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrderElementsOf(used);
    assertThat(run(script("secrets.sh")).out()).contains("secrets are in");
    for (Object name : secrets.keySet()) {
      String file = section(secrets, name.toString()).get("file").toString();
      assertThat(file).isEqualTo("./secrets/" + name);
      assertThat(temp.resolve(file)).exists();
    }
    assertThat(Files.readString(temp.resolve("secrets/operator_token")))
        .hasSize(32)
        .isNotEqualTo(Files.readString(temp.resolve("secrets/viewer_token")));
  }

  private static void secret(String name, String value) {
    boolean secret = name.matches(".*(PASSWORD|TOKEN|KEY|SECRET|CHAT_ID).*");
    assertThat(!secret || value.startsWith("/run/secrets/")).as("%s", name).isTrue();
    if (name.endsWith("_FILE") && !name.startsWith("POSTGRES") && !name.startsWith("GF_")) {
      assertThat(Secrets.SECRET_NAMES).contains(name.replaceFirst("_FILE$", ""));
    }
  }

  @Test
  void shouldKeepEverythingThatIsWrittenOnVolumes() throws Exception {
    HaetaeConfig config = ConfigLoader.load(ProjectFiles.root().resolve("config/container.yml"));
    List<String> written =
        List.of(
            config.logging().file(),
            config.dataDir() + "/x",
            config.longrun().snapshotPath(),
            config.runtime().haltFile(),
            config.runtime().confirmFile());
    assertThat(written).allMatch(path -> path.startsWith("data/") || path.startsWith("logs/"));
    Map<?, ?> app = section(services(), "arbitrage-app");
    assertThat(texts(app, "volumes"))
        .containsExactly("haetae_data:/var/lib/haetae/data", "haetae_logs:/var/lib/haetae/logs");
    assertThat(section(compose(), "volumes").keySet().stream().map(Object::toString))
        .contains("haetae_data", "haetae_logs", "postgres_data", "redis_data");
    assertThat(config.metricsServer().allowedHosts()).containsExactly("arbitrage-app");
    Map<?, ?> prometheus = yaml(INFRA.resolve("prometheus/compose.yml"));
    assertThat(prometheus.toString()).contains("arbitrage-app:8000", "/run/secrets/viewer_token");
    for (String file : List.of("datasources/prometheus.yml", "dashboards/haetae.yml")) {
      assertThat(yaml(INFRA.resolve("grafana/provisioning").resolve(file)).get("apiVersion"))
          .isEqualTo(1);
    }
  }

  @Test
  void shouldEndAsAnOrdinaryUserInTheImage() throws IOException {
    List<String> lines = Files.readAllLines(ProjectFiles.root().resolve("Dockerfile"));
    List<String> users = lines.stream().filter(line -> line.startsWith("USER ")).toList();
    assertThat(users).containsExactly("USER 10001");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("FROM "))
        .allMatch(l -> l.contains(":25-"));
    assertThat(String.join("\n", lines))
        .contains(
            "HEALTHCHECK", "/opt/haetae/healthcheck.sh", "infra/image.sh /image", "haetae warm")
        .doesNotContain("ADD ", ":latest", "curl");
  }

  @Test
  void shouldLayOutTheImageOnce() throws Exception {
    Path project = Files.createDirectories(temp.resolve("project"));
    for (String file :
        List.of(
            "haetae",
            "LICENSE",
            "NOTICE",
            "config/live.yml",
            "config/container.yml",
            "infra/image.sh",
            "infra/healthcheck.sh")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.copy(ProjectFiles.root().resolve(file), project.resolve(file));
    }
    Path image = temp.resolve("image");
    Outcome unbuilt = run(project.resolve("infra/image.sh"), image.toString());
    assertThat(unbuilt.code()).isEqualTo(1);
    assertThat(unbuilt.err()).contains("the project is not built");
    Files.createDirectories(project.resolve("app/target/lib"));
    Files.writeString(project.resolve("app/target/haetae-app-0.1.0.jar"), "jar");
    Files.writeString(project.resolve("app/target/lib/library.jar"), "jar");

    Outcome outcome = run(project.resolve("infra/image.sh"), image.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    try (Stream<Path> files = Files.walk(image.resolve("opt/haetae"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> image.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "opt/haetae/haetae",
              "opt/haetae/healthcheck.sh",
              "opt/haetae/LICENSE",
              "opt/haetae/NOTICE",
              "opt/haetae/config/live.yml",
              "opt/haetae/config/container.yml",
              "opt/haetae/lib/haetae-app-0.1.0.jar",
              "opt/haetae/lib/library.jar");
    }
    assertThat(image.resolve("opt/haetae/haetae")).isExecutable();
    assertThat(run(project.resolve("infra/image.sh"), image.toString()).err())
        .contains("is there already");
  }

  @Test
  void shouldAskForHealthWithoutAnotherProgram() throws Exception {
    int[] status = {200};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/live",
        exchange -> {
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    server.start();
    String port = Integer.toString(server.getAddress().getPort());
    assertThat(health(port)).isZero();
    status[0] = 503;
    assertThat(health(port)).isNotZero();
    server.stop(0);
    assertThat(health(port)).isNotZero();
  }

  private int health(String port) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(script("healthcheck.sh").toString());
    builder.environment().put("HAETAE_HEALTH_PORT", port);
    return outcome(builder).code();
  }

  private Path script(String name) throws IOException {
    assumeThat(Path.of("/bin/bash")).as("there is no bash here").exists();
    Path copy = temp.resolve(name);
    if (!Files.exists(copy)) {
      Files.copy(INFRA.resolve(name), copy);
    }
    return copy;
  }

  private record Outcome(int code, String out, String err) {}

  private Outcome run(Path script, String... arguments) throws IOException {
    assumeThat(Path.of("/bin/bash")).as("there is no bash here").exists();
    List<String> command =
        Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    try {
      return outcome(new ProcessBuilder(command));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
