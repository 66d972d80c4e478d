package haetae.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From wire to wire: mode live on a sandbox in another process, sending orders all the time. */
@Command(
    name = "wire",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the sandbox and mode live on it, each in a process of its own, and tells how long it",
      "took from the receipt of a message until the order it led to was handed to the socket."
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae bench wire",
      "  ./haetae bench wire --seconds 20 --idle spin",
      "  ./haetae bench wire --jvm '-XX:+UseZGC -Xmx512m'"
    })
final class WireLoad implements Callable<Integer> {
  private static final Pattern ADDRESS = Pattern.compile("http://(127\\.0\\.0\\.1:\\d+)/");
  private static final Pattern WORDS = Pattern.compile("tick to order (.*)");
  private static final Pattern NEEDED = Pattern.compile("Summary|entries=|rejections=|exit code");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long it runs, start included (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--idle",
      defaultValue = "park",
      description = "runtime.engine_idle: park or spin (default: ${DEFAULT-VALUE}).")
  private String idle = "park";

  @Option(
      names = "--jvm",
      paramLabel = "FLAGS",
      defaultValue = "",
      description = "Flags of the service's JVM in place of the launcher's collector and heap.")
  private String jvm = "";

  @Option(names = "--folder", description = "Keeps logs and journal here (default: temporary).")
  private @Nullable Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = folder == null ? Files.createTempDirectory("haetae-wire") : folder;
    home = Files.createDirectories(home).toAbsolutePath();
    Files.writeString(home.resolve("scenario.yml"), WireSettings.scenario());
    Files.writeString(home.resolve("confirmed"), "");
    Process sandbox =
        OwnJvm.haetae(
                Main.JVM,
                home,
                List.of(
                    "sandbox",
                    "--scenario=scenario.yml",
                    "--upbit-port=0",
                    "--binance-port=0",
                    "--admin-port=0"))
            .start();
    try {
      return measure(home, addresses(sandbox));
    } finally {
      OwnJvm.end(sandbox);
    }
  }

  /** Where Upbit and Binance are, which the sandbox says first. */
  private static List<String> addresses(Process sandbox) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(sandbox.getInputStream(), UTF_8));
    List<String> addresses = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append(System.lineSeparator());
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        addresses.add(address.group(1));
      }
      if (addresses.size() == 3) {
        return addresses;
      }
    }
    throw new IOException("the sandbox did not start: " + all);
  }

  private int measure(Path home, List<String> addresses) throws IOException, InterruptedException {
    String settings =
        WireSettings.service(addresses.get(0), addresses.get(1), home.toString(), idle);
    Files.writeString(home.resolve("settings.yml"), settings);
    List<String> arguments =
        List.of("run", "--config=settings.yml", "--fresh", "--loops=" + seconds, "--interval=1");
    ProcessBuilder service = OwnJvm.haetae(OwnJvm.flags(jvm), home, arguments);
    service.environment().put("LIVE_TRADING", "1");
    Process running = service.start();
    boolean measured = false;
    String last = "nothing was said";
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(running.getInputStream(), UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = line;
        Matcher words = WORDS.matcher(line);
        if (words.find()) {
          say(words.group(1));
          measured = true;
        } else if (NEEDED.matcher(line).find()) {
          say(line);
        }
      }
    }
    int code = running.waitFor();
    if (!measured) {
      say("no order was sent; see " + home + "/logs/live.log; last words: " + last);
    }
    return code == 0 && measured ? 0 : 1;
  }

  private void say(String line) {
    var out = requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
