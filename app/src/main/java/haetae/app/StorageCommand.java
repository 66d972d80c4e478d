package haetae.app;

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks after the tables. */
@Command(
    name = "storage",
    description = "Looks after the tables that are made from the journals.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./haetae storage rebuild"})
final class StorageCommand {
  @ParentCommand private @Nullable Main main;
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "rebuild",
      description = "Makes all rows anew from the journals; the service must not run.",
      mixinStandardHelpOptions = true)
  int rebuild(
      @Option(names = "--config", paramLabel = "FILE", description = "Configuration.")
          @Nullable Path config)
      throws Exception {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
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
      command.commandLine().getErr().println(database.name() + ": " + e.getMessage());
      return Main.FAILED;
    }
  }
}
