package haetae.app.dashboard;

import haetae.ops.alert.AlertRouter;
import haetae.ops.alert.TelegramInbox;
import haetae.ops.log.LogHealth;
import haetae.ops.log.RecentLines;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.Heartbeat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the desk reads from. Each supplier answers at once, from what was published; it may be
 * asked by any thread.
 *
 * @param mode mock, paper or live
 * @param startedMs wall clock of the start
 * @param engine the engine as published last
 * @param tap what was heard at the engine's doors
 * @param cycles the live loop's figures
 * @param resources the last sample of this process
 * @param hearts progress of the threads that must not stand still
 * @param patienceNs how late a heart may be
 * @param log state of the log
 * @param lines last lines of the log
 * @param alerts last alerts, and what became of all
 * @param journal state of the journal
 * @param streams state of each stream of the venues, empty in a simulation
 * @param budgets rate budgets of the venues, empty in a simulation
 * @param inbox the queue before the engine
 * @param telegram what happened to commands over Telegram
 */
public record DeskSources(
    String mode,
    long startedMs,
    Supplier<EnginePicture> engine,
    EngineTap tap,
    CycleBoard cycles,
    Supplier<ResourceSample> resources,
    List<Heartbeat> hearts,
    long patienceNs,
    Supplier<LogHealth> log,
    RecentLines lines,
    AlertRouter alerts,
    Supplier<JournalFigures> journal,
    Supplier<List<StreamFigures>> streams,
    Supplier<List<BudgetFigures>> budgets,
    Supplier<InboxFigures> inbox,
    Supplier<TelegramInbox.Stats> telegram) {
  /** Takes a copy of the list. */
  public DeskSources {
    hearts = List.copyOf(hearts);
  }

  /**
   * State of the journal.
   *
   * @param state GOOD, LOW, FULL, or OFF if none is kept
   * @param lagMs age of the oldest input that is not safe on the disk
   * @param lost records that found no room
   * @param fault last fault, empty if none
   */
  public record JournalFigures(String state, long lagMs, long lost, String fault) {
    /** No journal is kept. */
    public static JournalFigures off() {
      return new JournalFigures("OFF", 0, 0, "");
    }
  }

  /**
   * State of a stream.
   *
   * @param ageMs age of the last message, -1 if there was none
   */
  public record StreamFigures(
      String stream,
      boolean connected,
      boolean synced,
      long ageMs,
      long messages,
      long gaps,
      long undecodable,
      long reconnects) {}

  /**
   * A rate budget of a venue.
   *
   * @param leftPpm share of it that is left, ppm
   */
  public record BudgetFigures(String name, long leftPpm) {}

  /**
   * The queue before the engine.
   *
   * @param depth events that wait
   * @param droppedBooks books that found no room
   */
  public record InboxFigures(long depth, long droppedBooks) {
    /** No queue: the market comes from this process. */
    public static InboxFigures none() {
      return new InboxFigures(0, 0);
    }
  }
}
