package haetae.app;

import haetae.app.cli.Usage;
import haetae.store.sql.CsvExport;
import haetae.store.sql.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a table as CSV. */
@Command(
    name = "export",
    description = "Writes a table as CSV; also while the service runs.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "1:the database or the file failed", "2:bad usage"},
    footer = {
      "",
      "Examples:",
      "  ./haetae export --table trades --out trades.csv",
      "  ./haetae export --table daily_pnl --out -        (to the console)"
    })
final class ExportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration.")
  private @Nullable Path config;

  @Option(names = "--table", required = true, paramLabel = "TABLE", description = "Which one.")
  private String table = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; - for the console. A file is there as a whole or not at all.")
  private Path out = Path.of("-");

  @Override
  public Integer call() throws Exception {
    usage.check(
        CsvExport.TABLES.contains(table),
        "no table \"" + table + "\"; there are " + String.join(", ", CsvExport.TABLES));
    Database database = Configured.load(main, config).database();
    PrintWriter console = usage.out();
    try {
      database.migrate();
      try (Connection connection = database.connect()) {
        if (out.toString().equals("-")) {
          CsvExport.write(connection, table, console);
          console.flush();
          return 0;
        }
        console.println(write(connection) + " rows of " + table + " written to " + out);
        console.flush();
        return 0;
      }
    } catch (SQLException | IOException e) {
      usage.err().println(database.name() + ": " + e.getMessage());
      return Main.FAILED;
    }
  }

  private long write(Connection connection) throws SQLException, IOException {
    Path target = out.toAbsolutePath();
    Path fresh = target.resolveSibling(target.getFileName() + ".tmp");
    long rows;
    try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
      rows = CsvExport.write(connection, table, writer);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return rows;
  }
}
