package haetae.app.live;

import haetae.app.live.Recovery.Recovered;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.OrderView;
import haetae.engine.PositionView;
import haetae.market.Fixed;
import haetae.ops.log.Loggers;
import haetae.portfolio.Reconciliation.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * Says after a restart what was found and what was done: the state that was brought back, what
 * became of each order that was in flight, and whether the venues hold what the ledger says. In the
 * log, and in a file of its own.
 *
 * <p>Stands before the engine and changes nothing. Threads: the engine's.
 */
final class RecoveryTable implements EventHandler {
  private static final Logger LOG = Loggers.of("recovery");
  private static final int PATIENCE_CYCLES = 10;

  /** An order that was in flight. */
  private static final class Row {
    private final OrderView order;
    private long filledE8;
    private String found = "no answer yet";
    private boolean settled;

    Row(OrderView order) {
      this.order = order;
      this.filledE8 = order.filledE8();
    }

    String line() {
      String done;
      if (!settled) {
        done = "still asked for, no entries meanwhile";
      } else if (filledE8 > 0) {
        done = "booked " + Fixed.format(filledE8);
      } else {
        done = found.equals("not found") ? "never accepted" : "nothing to book";
      }
      return "%s %s %s: %s -> %s"
          .formatted(
              order.clientOrderId(),
              order.intent().instrument(),
              order.intent().side(),
              found,
              done);
    }
  }

  private final EventHandler next;
  private final Engine engine;
  private final Path file;
  private final List<String> opening;
  private final Map<Long, Row> rows = new TreeMap<>();
  private int cycles;
  private boolean told;
  private boolean over;

  /**
   * A table of a run that goes on.
   *
   * @param next takes every event
   * @param folder created for the file
   * @param name of the run that goes on with the other one
   */
  RecoveryTable(EventHandler next, Recovered recovered, Path folder, String name) {
    this.next = next;
    this.engine = recovered.engine();
    this.file = folder.resolve(name + ".txt");
    this.opening = opening(recovered);
    engine.ordersInFlight().forEach(order -> rows.put(order.intent().orderId(), new Row(order)));
    opening.forEach(line -> LOG.info("[RECOVERY] {}", line));
    if (!recovered.broken().isEmpty()) {
      LOG.error("[RECOVERY] trading is HALTED until somebody resumes: {}", recovered.broken());
    }
  }

  /** What a start would go on with, in lines. Changes nothing. */
  static List<String> opening(Recovered r) {
    List<String> lines = new ArrayList<>();
    EngineSnapshot state = r.engine().snapshot();
    lines.add(
        "going on with run %s: its state as of record %d and %d events after it, in %d ms"
            .formatted(r.run().name(), r.fromSeq(), r.events(), r.tookMs()));
    r.notes().forEach(note -> lines.add("  " + note));
    if (!r.broken().isEmpty()) {
      lines.add("  halted: " + r.broken());
    }
    lines.add(
        "  trading state %s, trades %d, closed %d, pnl %s, today %s, open %d, in flight %d"
            .formatted(
                state.tradingState(),
                state.trades(),
                state.tradesClosed(),
                Words.won(state.pnlKrwE8()),
                Words.won(state.dailyKrwE8()),
                r.engine().positions().size(),
                state.ordersInFlight()));
    for (PositionView p : r.engine().positions()) {
      lines.add("  trade " + Words.position(p));
    }
    for (OrderView order : r.engine().ordersInFlight()) {
      lines.add(
          "  order %s %s %s %s, filled %s: to be asked for"
              .formatted(
                  order.clientOrderId(),
                  order.intent().instrument(),
                  order.intent().side(),
                  order.state(),
                  Fixed.format(order.filledE8())));
    }
    return List.copyOf(lines);
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    next.onEvent(event, commands);
    if (!over) {
      watch(event);
    }
  }

  private void watch(Event event) {
    switch (event) {
      case Event.OrderStatusReported e -> found(e);
      case Event.OrderFilled _ -> {}
      case Event.OrderEnded e -> ended(e.orderId(), e.filledE8(), "ended");
      case Event.OrderRejected e -> note(e.orderId(), "refused, " + e.code());
      case Event.CycleStarted _ -> cycle();
      default -> {
        return;
      }
    }
    settle();
  }

  private void found(Event.OrderStatusReported e) {
    String filled = "filled " + Fixed.format(e.filledE8());
    if (!e.found()) {
      note(e.orderId(), "not found");
    } else {
      ended(e.orderId(), e.filledE8(), e.open() ? "open, " + filled + ", cancelled" : filled);
    }
  }

  private void ended(long orderId, long filledE8, String found) {
    Row row = rows.get(orderId);
    if (row != null && !row.settled) {
      row.filledE8 = Math.max(row.filledE8, filledE8);
      row.found = found;
    }
  }

  private void note(long orderId, String found) {
    Row row = rows.get(orderId);
    if (row != null && !row.settled) {
      row.found = found;
    }
  }

  private void settle() {
    Set<Long> inFlight = new HashSet<>();
    engine.ordersInFlight().forEach(order -> inFlight.add(order.intent().orderId()));
    rows.forEach((id, row) -> row.settled |= !inFlight.contains(id));
  }

  private void cycle() {
    cycles++;
    settle();
    boolean done = rows.values().stream().allMatch(row -> row.settled);
    if (done || (cycles >= PATIENCE_CYCLES && !told)) {
      tell();
      told = true;
      over = done;
    }
  }

  private void tell() {
    List<String> lines = new ArrayList<>(opening);
    List<String> found = new ArrayList<>();
    rows.values().forEach(row -> found.add("  order " + row.line()));
    List<Finding> differences = engine.differences();
    for (Finding finding : differences) {
      found.add("  " + finding.text() + " -> no entries until it is explained");
    }
    if (differences.isEmpty()) {
      found.add("  balances and positions: as the ledger has them");
    }
    found.addFirst(
        "found and done: %d orders asked for, %d differences"
            .formatted(rows.size(), differences.size()));
    found.forEach(line -> LOG.info("[RECOVERY] {}", line));
    lines.addAll(found);
    Thread.ofVirtual().name("recovery-table").start(() -> write(lines));
  }

  private void write(List<String> lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      LOG.warn("[RECOVERY] {} cannot be written: {}", file, e.toString());
    }
  }
}
