package haetae.app;

import haetae.app.cli.Usage;
import haetae.store.sql.CsvImport;
import haetae.store.sql.CsvImport.Finish;
import haetae.store.sql.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Takes CSV files of earlier systems into tables. */
@Command(
    name = "import-csv",
    description =
        "Takes spreads, positions, trades and orders of CSV files into the tables old_...;"
            + " a row that is there already is left, so it can be run again.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:imported (or, dry, could be)",
      "1:a row or the database is bad: nothing was changed",
      "2:bad usage"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae import-csv data --dry-run      what would be done",
      "  ./haetae import-csv data                all CSV files of a folder",
      "  ./haetae import-csv trades.csv --skip-bad"
    })
final class ImportCsvCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 20;

  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Parameters(paramLabel = "FOLDER|FILE", description = "A CSV file, or a folder of them.")
  private List<Path> places = List.of();

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration.")
  private @Nullable Path config;

  @Option(names = "--dry-run", description = "Reads and counts, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--skip-bad", description = "Leaves bad rows out instead of refusing all.")
  private boolean skipBad;

  @Override
  public Integer call() throws Exception {
    Database database = Configured.load(main, config).database();
    PrintWriter out = usage.out();
    PrintWriter err = usage.err();
    Finish finish = dryRun ? Finish.DRY_RUN : skipBad ? Finish.SKIP_BAD : Finish.ALL_OR_NOTHING;
    try {
      List<Path> files = files();
      database.migrate();
      try (Connection connection = database.connect()) {
        return tell(CsvImport.run(connection, files, finish), out, err);
      }
    } catch (SQLException e) {
      err.println(database.name() + ": " + e.getMessage() + "; nothing was changed");
      return Main.FAILED;
    } catch (IOException e) {
      err.println("cannot be read: " + e.getMessage() + "; nothing was changed");
      return Main.FAILED;
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        files.add(place);
        continue;
      }
      try (Stream<Path> all = Files.list(place)) {
        files.addAll(all.filter(f -> f.toString().endsWith(".csv")).sorted().toList());
      }
    }
    if (files.isEmpty()) {
      throw new IOException("no .csv file in " + places);
    }
    return files;
  }

  private int tell(CsvImport.Result result, PrintWriter out, PrintWriter err) {
    result
        .counts()
        .forEach(
            (table, c) ->
                out.printf(
                    "%-14s read=%d inserted=%d updated=%d unchanged=%d%n",
                    table, c.read(), c.inserted(), c.updated(), c.unchanged()));
    List<String> bad = result.bad();
    bad.stream().limit(MOST_NAMED).forEach(err::println);
    if (bad.size() > MOST_NAMED) {
      err.println("... and " + (bad.size() - MOST_NAMED) + " more");
    }
    String end = result.committed() ? "done" : dryRun ? "dry run" : "nothing was changed";
    out.println("bad rows: " + bad.size() + "; " + end);
    out.flush();
    err.flush();
    return bad.isEmpty() || result.committed() ? 0 : Main.FAILED;
  }
}
