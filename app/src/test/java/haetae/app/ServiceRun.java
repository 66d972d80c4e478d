package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder in which the service runs, in this JVM or in one of its own. */
public final class ServiceRun {
  private static final long WAIT_SEC = 120;

  private final Path folder;
  private String yaml = "";

  /** What a run came to. */
  public record Outcome(int code, String out, String err) {
    /** Both outputs. */
    public String all() {
      return out + err;
    }
  }

  /** A service of its own process that is still running. */
  public record Running(Process process, Path out, Path err) {
    /** Waits until the output holds a text. */
    public void awaitOutput(String text) {
      await("output with " + text, () -> read(out).contains(text) || !process.isAlive());
      assertThat(read(out)).contains(text);
    }

    /** Sends a signal, for example {@code TERM}. */
    public void signal(String name) throws Exception {
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    /** Waits for the end. */
    public Outcome end() throws Exception {
      boolean ended = process.waitFor(WAIT_SEC, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("the service ends; output:\n" + read(out) + read(err)).isTrue();
      return new Outcome(process.exitValue(), read(out), read(err));
    }
  }

  /** In an empty folder. */
  public ServiceRun(Path folder) {
    this.folder = folder;
  }

  /** Adds to the configuration, whose files all lie in the folder. */
  public ServiceRun with(String more) {
    yaml += more.endsWith("\n") ? more : more + "\n";
    return this;
  }

  /** The configuration's file. */
  public Path config() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("data_dir: \"").append(folder.resolve("data")).append("\"\n");
    if (!yaml.contains("longrun:")) {
      text.append("longrun: {snapshot_path: \"")
          .append(folder.resolve("stability"))
          .append("\"}\n");
    }
    if (!yaml.contains("logging:")) {
      text.append("logging: {file: \"").append(logs().resolve("live.log")).append("\"}\n");
    }
    if (!yaml.contains("runtime:")) {
      text.append("runtime: {halt_file: \"").append(folder.resolve("HALT")).append("\"}\n");
    }
    // Runs side by side must not fight for one port.
    String desk = yaml.contains("metrics_server:") ? "" : "metrics_server: {port: 0}\n";
    return Files.writeString(folder.resolve("live.yml"), text + yaml + desk);
  }

  /** Folder of the log files. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** Text of a log file, empty if it is not there. */
  public String log(String name) {
    return read(logs().resolve(name));
  }

  /** Runs in this JVM with the folder's configuration. */
  public Outcome inProcess(Map<String, String> environment, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config().toString()));
    return main(environment, all.toArray(String[]::new));
  }

  /** Runs a command line in this JVM as it is. */
  public static Outcome main(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int code;
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(outStream);
      code = Main.run(arguments, environment, outStream, errStream);
    } finally {
      System.setOut(before);
    }
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a main class in a JVM of its own, in the folder and with its configuration. */
  public Running start(Class<?> main, Map<String, String> environment, String... arguments)
      throws Exception {
    Matcher flags =
        Pattern.compile("<haetae.jvm>(.*?)</haetae.jvm>")
            .matcher(Files.readString(ProjectFiles.root().resolve("pom.xml")));
    assertThat(flags.find()).isTrue();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.group(1).split(" ", -1)));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", config().toString()));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /** Waits for a condition. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SEC);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waiting for " + what).isNegative();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All files below the folder. */
  public List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
