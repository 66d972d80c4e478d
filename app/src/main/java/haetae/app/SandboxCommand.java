package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.StartFailure;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.Scenario;
import haetae.sandbox.ScenarioException;
import haetae.sandbox.ScenarioReader;
import haetae.sandbox.auth.ApiKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a stand-in for the venues on loopback. */
@Command(
    name = "sandbox",
    description = "Runs a stand-in for the venues on 127.0.0.1 that speaks their protocols.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:a port cannot be opened",
      "2:bad usage or bad scenario",
      "130, 143:stopped by SIGINT, SIGTERM"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae sandbox                                    the default ports, no faults",
      "  ./haetae sandbox --scenario storm.yml --seed 7      the same faults again and again",
      "  ./haetae sandbox --key upbit:ACCESS:SECRET          one more key",
      "",
      "docs/sandbox.md has the keys, the scenario format and what is simulated."
    })
final class SandboxCommand implements Callable<Integer> {
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--upbit-port",
      paramLabel = "N",
      defaultValue = "18080",
      description = "Port of Upbit, 0 for any (default: ${DEFAULT-VALUE}).")
  private int upbitPort;

  @Option(
      names = "--binance-port",
      paramLabel = "N",
      defaultValue = "18081",
      description = "Port of Binance, 0 for any (default: ${DEFAULT-VALUE}).")
  private int binancePort;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      defaultValue = "18090",
      description = "Port of POST /admin/fault, 0 for any (default: ${DEFAULT-VALUE}).")
  private int adminPort;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Settings and faults, see docs/sandbox.md.")
  private @Nullable Path scenario;

  @Option(
      names = "--key",
      paramLabel = "VENUE:ACCESS:SECRET",
      description = "A key that may come in, besides those of the scenario.")
  private List<String> keys = List.of();

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Raw Binance frames to replay; all other markets follow them.")
  private List<Path> replay = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything simulated.")
  private @Nullable Long seed;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "Market seconds a second (default: the scenario's, or 1).")
  private @Nullable Double speed;

  @Override
  public Integer call() throws Exception {
    Scenario chosen = scenario();
    try (Sandbox sandbox = start(chosen)) {
      announce(sandbox, chosen);
      // Until a signal ends the process; its threads are daemons and hold nothing to be saved.
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private Sandbox start(Scenario chosen) throws StartFailure {
    try {
      Ports ports = new Ports(port(upbitPort), port(binancePort), port(adminPort));
      return Sandbox.start(chosen, replay, ports, this::failed);
    } catch (IOException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private int port(int port) {
    usage.check(port >= 0 && port <= 65_535, "a port must be between 0 and 65535, not " + port);
    return port;
  }

  private Scenario scenario() {
    try {
      Scenario chosen = scenario == null ? Scenario.defaults() : ScenarioReader.read(scenario);
      chosen = seed == null ? chosen : chosen.seed(seed);
      chosen = speed == null ? chosen : chosen.speed(speed);
      return chosen.with(given());
    } catch (ScenarioException e) {
      throw usage.problem(e.problems().get(0));
    } catch (IllegalArgumentException e) {
      throw usage.problem("--speed or --key: " + e.getMessage());
    }
  }

  private List<ApiKey> given() {
    List<ApiKey> given = new ArrayList<>();
    for (String key : keys) {
      String[] parts = key.split(":", 3);
      if (parts.length != 3) {
        throw usage.problem("--key must be VENUE:ACCESS:SECRET");
      }
      given.add(new ApiKey(parts[0], parts[1], parts[2], "", Scenario.PERMISSIONS));
    }
    return given;
  }

  private void announce(Sandbox sandbox, Scenario chosen) {
    PrintWriter out = usage.out();
    String upbit = "127.0.0.1:" + sandbox.upbitPort();
    out.println("Upbit    http://" + upbit + "/v1  ws://" + upbit + "/websocket/v1");
    String binance = "127.0.0.1:" + sandbox.binancePort();
    out.println("Binance  http://" + binance + "/api/v3  /fapi/v1  ws://" + binance + "/ws");
    out.println("admin    http://127.0.0.1:" + sandbox.adminPort() + "/admin/fault");
    out.println(
        "seed "
            + chosen.seed()
            + ", speed "
            + chosen.speed()
            + ", "
            + chosen.keys().size()
            + " keys, "
            + chosen.faults().size()
            + " faults planned; Ctrl-C stops");
    out.flush();
  }

  private void failed(Throwable failure) {
    PrintWriter err = usage.err();
    err.println("the sandbox failed, please report it:");
    failure.printStackTrace(err);
    err.flush();
  }
}
