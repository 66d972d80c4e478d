package haetae.app.live;

import haetae.app.live.Recovery.Recovered;
import haetae.store.journal.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run has left, for people: the state that a start would go on with. Read only. */
public final class LeftState {
  private LeftState() {}

  /**
   * Brings a run's engine back, as a start does, and tells of it.
   *
   * @throws StartFailure if it cannot be gone on with, even under its own settings
   */
  public static List<String> of(Path folder) throws JournalException, StartFailure {
    Recovered back = Recovery.of(RunFolder.open(folder), JournalHeader.read(folder));
    List<String> lines = new ArrayList<>(RecoveryTable.opening(back));
    lines.add("  state hash " + Long.toHexString(back.engine().stateHash()));
    return lines;
  }
}
