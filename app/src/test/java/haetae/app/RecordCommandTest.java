package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both venues' streams over real sockets into segments, and what then reads them. */
class RecordCommandTest {
  @TempDir private Path folder;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;

  @AfterEach
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
    assertThat(failures).isEmpty();
  }

  private ServiceRun service(String faults) throws Exception {
    String scenario =
        "seed: 7\nmarket: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400}\n" + faults;
    Path file = Files.writeString(folder.resolve("scenario.yml"), scenario);
    sandbox = Sandbox.start(ScenarioReader.read(file), Ports.any(), failures::add);
    String upbit = "127.0.0.1:" + sandbox.upbitPort();
    String binance = "127.0.0.1:" + sandbox.binancePort();
    return new ServiceRun(folder)
        .with(
            """
            upbit: {rest_url: "http://%1$s", ws_url: "ws://%1$s/websocket/v1"}
            binance:
              {rest_url: "http://%2$s", ws_url: "ws://%2$s", futures_rest_url: "http://%2$s",
               futures_ws_url: "ws://%2$s"}
            mock: {reject_pct: 0.0}
            """
                .formatted(upbit, binance));
  }

  private Path recordings() {
    return folder.resolve("recordings");
  }

  private List<Path> segments() {
    if (!Files.exists(recordings())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(recordings())) {
      return files.filter(f -> f.toString().endsWith(".seg.zst")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path segment() {
    assertThat(segments()).hasSize(1);
    return segments().getFirst();
  }

  @Test
  void shouldRecordWhatTheEngineThenTradesOn() throws Exception {
    ServiceRun service =
        service("faults:\n  - {fault: disconnect, venue: binance, at_sec: 4, count: 1}\n");

    Outcome recorded =
        service.inProcess(Map.of(), "record", "--out", recordings().toString(), "--seconds", "10");

    assertThat(recorded.code()).as(recorded.all()).isZero();
    assertThat(recorded.out())
        .contains("recording to ")
        .containsPattern("[1-9]\\d* of [1-9]\\d* streams, [1-9][\\d,]* books and [1-9]")
        .contains("lost 0,");

    Outcome premium =
        ServiceRun.main(Map.of(), "premium", "--data", segment().toString(), "--cost", "0.1");
    assertThat(premium.code()).as(premium.all()).isZero();
    assertThat(premium.out()).contains("a recorder's segment").contains("a stream was interrupted");

    Outcome backtest =
        service.inProcess(Map.of(), "backtest", "--interval", "1", "--data", segment().toString());
    assertThat(backtest.code()).as(backtest.all()).isZero();
    assertThat(backtest.out())
        .containsPattern("orders sent +[1-9]")
        .contains("recorded: " + segment().getFileName() + ": a recorder's segment")
        .doesNotContain("modelled: every book", "modelled: KRW-USDT");

    Outcome replay =
        service.inProcess(
            Map.of(), "run", "--mode", "paper", "--interval", "1", "--replay", segment() + "");
    assertThat(replay.code()).as(replay.all()).isZero();
    assertThat(replay.out()).contains("[VENUE] BINANCE", "Trade opened", "ledger_breaks=0");
  }

  @Test
  void shouldLoseAtMostTheLastBlockWhenItIsKilled() throws Exception {
    ServiceRun service = service("");
    Running recorder =
        service.start(
            Main.class,
            Map.of(),
            "record",
            "--out",
            recordings().toString(),
            "--block-ms",
            "200",
            "--tell-every",
            "1");
    recorder.awaitOutput("recording to ");
    ServiceRun.await("some blocks", () -> size() > 20_000);
    recorder.signal("KILL");
    assertThat(recorder.end().code()).isEqualTo(137);

    Outcome premium =
        ServiceRun.main(Map.of(), "premium", "--data", segment().toString(), "--cost", "0.1");

    assertThat(premium.code()).as(premium.all()).isZero();
    assertThat(premium.out()).containsPattern("ends without a stop|cut off at the end");
    Running second =
        service.start(
            Main.class, Map.of(), "record", "--out", recordings().toString(), "--block-ms", "200");
    ServiceRun.await("a second file", () -> segments().size() == 2);
    second.awaitOutput("recording to ");
    second.signal("TERM");
    assertThat(second.end().out()).contains("lost 0,");
  }

  private long size() {
    try {
      return segments().isEmpty() ? 0 : Files.size(segments().getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatIsWrongInOneLine() throws Exception {
    ServiceRun service = service("");
    Path file = Files.createFile(folder.resolve("file"));

    Outcome notAFolder =
        service.inProcess(Map.of(), "record", "--out", file.toString(), "--seconds", "1");
    Outcome noSuchLevel = service.inProcess(Map.of(), "record", "--level", "99");

    assertThat(notAFolder.code()).isEqualTo(1);
    assertThat(notAFolder.err()).contains("recordings cannot be written").hasLineCount(1);
    assertThat(noSuchLevel.code()).isEqualTo(2);
    assertThat(noSuchLevel.err()).contains("--level must be 1 to 19").hasLineCount(1);
  }
}
