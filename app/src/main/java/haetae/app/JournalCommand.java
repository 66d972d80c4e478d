package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.JournalHeader;
import haetae.app.live.JournalReplay;
import haetae.app.live.LeftState;
import haetae.engine.EngineConfig;
import haetae.engine.EventDecoder;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into a run's journal. */
@Command(
    name = "journal",
    description = "Looks into a run's journal; also while it is being written.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; a tail that a loss of power has cut off is told",
      "1:no journal, or it is damaged before its end",
      "2:bad usage"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae journal show latest --last 20",
      "  ./haetae journal show latest --grep COMMAND",
      "  ./haetae journal state latest          what a restart would go on with",
      "  ./haetae journal verify latest",
      "  ./haetae journal export latest --out journal.csv"
    })
final class JournalCommand {
  @Mixin private Usage usage = new Usage();

  @Command(name = "show", description = "Prints records, one a line.")
  int show(
      @Parameters(paramLabel = "JOURNAL", description = "Folder, or \"latest\".") String journal,
      @Option(names = "--home", defaultValue = "data/runtime/journal", paramLabel = "FOLDER")
          Path home,
      @Option(names = "--from", defaultValue = "1", paramLabel = "SEQ") long from,
      @Option(names = "--last", defaultValue = "0", paramLabel = "N") long last,
      @Option(names = "--grep", defaultValue = "", paramLabel = "TEXT") String grep)
      throws Exception {
    Path folder = JournalFolder.of(journal, home);
    EngineConfig config = JournalHeader.read(folder);
    EventDecoder decoder = new EventDecoder();
    long first = last > 0 ? Math.max(from, count(folder) - last + 1) : from;
    try (JournalReader reader = JournalReader.open(folder, first)) {
      PrintWriter out = usage.out();
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        String line = JournalReplay.words(r, decoder, config);
        if (line.contains(grep)) {
          out.println(line);
        }
      }
      out.flush();
      whole(reader);
    }
    return 0;
  }

  /** At the end: refuses what no loss of power explains. */
  private static void whole(JournalReader reader) throws JournalException {
    if (reader.tailDamaged()) {
      throw new JournalException("the journal is damaged before its end: " + reader.tailFault());
    }
  }

  private static long count(Path folder) throws Exception {
    long seq = 0;
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        seq = r.seq();
      }
    }
    return seq;
  }

  @Command(name = "verify", description = "Checks every record, and counts them by kind.")
  int verify(
      @Parameters(paramLabel = "JOURNAL", description = "Folder, or \"latest\".") String journal,
      @Option(names = "--home", defaultValue = "data/runtime/journal", paramLabel = "FOLDER")
          Path home)
      throws Exception {
    Path folder = JournalFolder.of(journal, home);
    Map<String, Long> kinds = new TreeMap<>();
    long bytes = 0;
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        kinds.merge(JournalReplay.kindOf(r), 1L, Long::sum);
        bytes += r.bytes().length;
      }
      whole(reader);
      usage.out().println(folder + ": whole, " + kinds + ", " + bytes + " bytes");
      if (!reader.tailFault().isEmpty()) {
        usage.out().println("  " + reader.tailFault() + " (what a loss of power cuts off)");
      }
      usage.out().flush();
    }
    return 0;
  }

  @Command(name = "state", description = "Tells what a restart would go on with; changes nothing.")
  int state(
      @Parameters(paramLabel = "JOURNAL", description = "Folder, or \"latest\".") String journal,
      @Option(names = "--home", defaultValue = "data/runtime/journal", paramLabel = "FOLDER")
          Path home)
      throws Exception {
    LeftState.of(JournalFolder.of(journal, home)).forEach(usage.out()::println);
    usage.out().flush();
    return 0;
  }

  @Command(name = "export", description = "Writes all records as CSV: seq, kind, words, bytes.")
  int export(
      @Parameters(paramLabel = "JOURNAL", description = "Folder, or \"latest\".") String journal,
      @Option(names = "--home", defaultValue = "data/runtime/journal", paramLabel = "FOLDER")
          Path home,
      @Option(names = "--out", required = true, paramLabel = "FILE") Path file)
      throws Exception {
    Path folder = JournalFolder.of(journal, home);
    EngineConfig config = JournalHeader.read(folder);
    // What cannot be read to its end leaves the file as it was.
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "journal", ".part");
    try {
      long rows = write(folder, config, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      usage.out().println(rows + " records written to " + file);
      usage.out().flush();
    } finally {
      Files.deleteIfExists(part);
    }
    return 0;
  }

  private static long write(Path folder, EngineConfig config, Path file)
      throws IOException, JournalException {
    EventDecoder decoder = new EventDecoder();
    long rows = 0;
    try (JournalReader reader = JournalReader.open(folder, 1);
        BufferedWriter csv = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      csv.write("seq,kind,words,bytes\n");
      for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
        String words = JournalReplay.words(r, decoder, config).replace("\"", "\"\"");
        String base64 = Base64.getEncoder().encodeToString(r.bytes());
        csv.write(r.seq() + "," + JournalReplay.kindOf(r) + ",\"" + words + "\"," + base64 + "\n");
        rows++;
      }
      whole(reader);
    }
    return rows;
  }
}
