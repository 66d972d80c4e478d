package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.RunJournal;
import haetae.app.live.TableRebuild;
import haetae.store.sql.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks after the tables. */
@Command(
    name = "storage",
    description = "Looks after the tables that are made from the journals.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./haetae storage rebuild"})
final class StorageCommand {
  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Command(
      name = "rebuild",
      description = "Makes all rows anew from the journals; the service must not run.",
      mixinStandardHelpOptions = true)
  int rebuild(
      @Option(names = "--config", paramLabel = "FILE", description = "Configuration.")
          @Nullable Path config)
      throws Exception {
    PrintWriter out = usage.out();
    Configured configured = Configured.load(main, config);
    Database database = configured.database();
    try {
      List<TableRebuild.Line> lines =
          TableRebuild.run(database, RunJournal.home(configured.config()));
      for (TableRebuild.Line line : lines) {
        out.println(
            line.journal()
                + (line.rows() < 0 ? ": left out, " + line.note() : ": " + line.rows() + " rows"));
      }
      out.println(database.name() + ": " + lines.size() + " journals read");
      out.flush();
      return 0;
    } catch (SQLException | IOException e) {
      usage.err().println(database.name() + ": " + e.getMessage());
      return Main.FAILED;
    }
  }
}
