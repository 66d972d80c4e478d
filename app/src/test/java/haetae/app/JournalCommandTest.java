package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks into the journal of a run in mode mock. */
@Timeout(300)
final class JournalCommandTest {
  @TempDir private Path temp;

  private Outcome journal(String... arguments) {
    List<String> all = new ArrayList<>(List.of("journal"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", temp.resolve("data/journal").toString()));
    return ServiceRun.main(Map.of(), all.toArray(String[]::new));
  }

  private void run() throws Exception {
    Outcome run = new ServiceRun(temp).inProcess(Map.of(), "run", "--once", "--mock");
    assertThat(run.code()).as(run.all()).isZero();
  }

  @Test
  void shouldShowVerifyAndExportEveryRecord() throws Exception {
    run();
    Path csv = temp.resolve("journal.csv");

    Outcome verified = journal("verify", "latest");
    Outcome exported = journal("export", "latest", "--out", csv.toString());

    assertThat(verified.code()).as(verified.all()).isZero();
    assertThat(verified.out()).containsPattern("mock-h\\w+: whole, \\{.*EVENT=\\d+.*HASH=1");
    assertThat(exported.code()).as(exported.all()).isZero();
    List<String> rows = Files.readAllLines(csv);
    int records = rows.size() - 1;
    assertThat(exported.out()).contains(records + " records written to " + csv);
    assertThat(rows.getFirst()).isEqualTo("seq,kind,words,bytes");
    assertThat(rows.get(1)).startsWith("1,HEADER,");
    assertThat(rows.getLast()).startsWith(records + ",");
    assertThat(journal("show", "latest").out().lines()).hasSize(records);
    assertThat(journal("show", "latest", "--last", "3").out().lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith(records + " ");
    assertThat(journal("show", "latest", "--grep", "HASH").out().lines()).hasSize(1);
  }

  @Test
  void shouldNameTheDamagedRecordAndLeaveNoHalfFile() throws Exception {
    run();
    Path csv = Files.writeString(temp.resolve("journal.csv"), "of yesterday");
    flip(temp.resolve("data/journal"));

    Outcome verified = journal("verify", "latest");
    Outcome exported = journal("export", "latest", "--out", csv.toString());

    assertThat(verified.code()).as(verified.all()).isEqualTo(1);
    assertThat(verified.err()).contains("damaged before its end", "checksum does not match");
    assertThat(exported.code()).as(exported.all()).isEqualTo(1);
    assertThat(journal("show", "latest").code()).isEqualTo(1);
    String home = temp.resolve("data/journal").toString();
    Outcome replayed = ServiceRun.main(Map.of(), "replay", "latest", "--home", home);
    assertThat(replayed.code()).as(replayed.all()).isEqualTo(1);
    assertThat(replayed.all()).contains("damaged before its end");
    assertThat(csv).hasContent("of yesterday");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  /** Turns a bit in the middle of the first file's first kilobytes. */
  private static void flip(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      Path file =
          all.filter(path -> path.toString().endsWith(".journal") && Files.isRegularFile(path))
              .filter(path -> !path.getFileName().toString().startsWith("spare"))
              .sorted()
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[3_000] ^= 4;
      Files.write(file, bytes);
    }
  }

  @Test
  void shouldSayWhereNoJournalIs() {
    Outcome none = journal("show", "latest");

    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no journal in", "run the service first");
  }
}
