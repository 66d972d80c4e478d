package haetae.app.live;

import haetae.store.journal.Journal;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.sql.Database;
import haetae.store.sql.SqlProjection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the tables anew from the journals that are there. Rows of runs of which journals were let
 * go stay as they are.
 */
public final class TableRebuild {
  private static final int BATCH = 5_000;

  private TableRebuild() {}

  /**
   * What became of one journal.
   *
   * @param rows that were written; -1 if the journal was left out
   * @param note why it was left out, empty if it was not
   */
  public record Line(String journal, long rows, String note) {}

  /** A journal and the run that it belongs to. */
  private record Chapter(Path folder, String run, boolean whole) {}

  /**
   * Rebuilds.
   *
   * @throws IOException if a journal is being written: the service must not run meanwhile
   */
  public static List<Line> run(Database database, Path home)
      throws SQLException, IOException, JournalException {
    List<Line> lines = new ArrayList<>();
    List<Chapter> chapters = chapters(home, lines);
    List<String> broken = chapters.stream().filter(c -> !c.whole()).map(Chapter::run).toList();
    database.migrate();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      for (Chapter chapter : chapters) {
        if (broken.contains(chapter.run())) {
          lines.add(new Line(name(chapter), -1, "a part of its journal was let go: left as it is"));
          continue;
        }
        if (chapter.run().equals(name(chapter))) {
          SqlProjection.forget(connection, chapter.run());
        }
        lines.add(new Line(name(chapter), project(connection, chapter.folder()), ""));
      }
    }
    return lines;
  }

  private static String name(Chapter chapter) {
    return RunJournal.name(chapter.folder());
  }

  private static List<Chapter> chapters(Path home, List<Line> lines)
      throws IOException, JournalException {
    List<RunFolder> readable = new ArrayList<>();
    for (Path folder : RunJournal.all(home)) {
      if (Journal.inUse(folder)) {
        throw new IOException(folder + " is being written: stop the service first");
      }
      try {
        readable.add(RunFolder.open(folder));
      } catch (JournalException e) {
        lines.add(new Line(RunJournal.name(folder), -1, String.valueOf(e.getMessage())));
      }
    }
    readable.sort(Comparator.comparingLong(folder -> folder.header().beganMs()));
    Map<String, String> runs = new HashMap<>();
    List<Chapter> chapters = new ArrayList<>();
    for (RunFolder folder : readable) {
      String before = folder.header().predecessor();
      String run = before.isEmpty() ? folder.name() : runs.getOrDefault(before, before);
      boolean first = JournalReader.oldestSeq(folder.path()) == 1;
      boolean whole = first && (before.isEmpty() || runs.containsKey(before));
      runs.put(folder.name(), run);
      chapters.add(new Chapter(folder.path(), run, whole));
    }
    return chapters;
  }

  private static long project(Connection connection, Path folder)
      throws SQLException, JournalException {
    try (RunProjection projection = RunProjection.open(connection, folder)) {
      boolean more = projection.advance(BATCH);
      while (more) {
        more = projection.advance(BATCH);
      }
      projection.commit();
      return projection.rows();
    }
  }
}
