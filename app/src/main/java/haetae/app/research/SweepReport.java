package haetae.app.research;

import haetae.app.research.WalkForward.Rank;
import haetae.app.research.WalkForward.Step;
import haetae.app.research.report.HeatMap;
import haetae.app.research.report.Page;
import haetae.app.research.report.Picture;
import haetae.market.Fixed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ranking of a sweep and what its choices brought on data they were not made on. */
final class SweepReport {
  private static final int SHOWN = 25;
  private static final List<String> NOTES =
      List.of(
          "Each run starts flat at the beginning of its stretch; what is open at its end counts at"
              + " its worth then.",
          "in sample: the first stretch. out of sample: all later ones. Variants are ranked by the"
              + " latter, so the top of the ranking is itself a choice made with hindsight.",
          "walk forward: before each stretch the variant that was best on all stretches before it"
              + " is chosen; only this sum is free of hindsight.");

  private final Grid grid;
  private final Sweep.Plan plan;
  private final WalkForward result;

  SweepReport(Grid grid, Sweep.Plan plan, WalkForward result) {
    this.grid = grid;
    this.plan = plan;
    this.result = result;
  }

  private static String won(long e8) {
    return String.format(Locale.ROOT, "%,d", Math.round(e8 / (double) Fixed.ONE));
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    figures().forEach((name, value) -> lines.add(String.format("%-24s%s", name, value)));
    lines.add("");
    lines.add(
        String.format(
            "%14s %14s %14s %7s  %s",
            "out of sample", "in sample", "drawdown", "trades", "settings"));
    for (Rank rank : result.ranks().stream().limit(SHOWN).toList()) {
      lines.add(
          String.format(
              "%14s %14s %14s %7d  %s",
              won(rank.outOfSampleE8()),
              won(rank.inSampleE8()),
              won(rank.drawdownE8()),
              rank.trades(),
              rank.variant().name()));
    }
    return lines;
  }

  private Map<String, String> figures() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("variants", Integer.toString(plan.variants().size()));
    map.put("stretches", Integer.toString(plan.stretches().size()));
    if (!result.steps().isEmpty()) {
      map.put("walk forward, KRW", won(result.broughtE8()));
      long best = result.steps().stream().mapToLong(Step::bestE8).sum();
      map.put("with hindsight, KRW", won(best));
    }
    return map;
  }

  /** Writes sweep.html and a PNG a heat map. */
  void write(Path folder) throws IOException {
    Page page =
        new Page(
            "Sweep",
            Times.text(plan.stretches().getFirst().fromNs())
                + " to "
                + Times.text(plan.stretches().getLast().toNs()));
    page.figures(figures());
    if (grid.values().size() >= 2) {
      HeatMap map = heat();
      page.heat(map);
      Picture.write(map, folder);
    }
    page.table("Ranking", ranking());
    if (!result.steps().isEmpty()) {
      page.table("Walk forward", steps());
    }
    page.notes("How to read it", NOTES);
    page.write(folder.resolve("sweep.html"));
  }

  private List<List<String>> ranking() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(grid.values().keySet());
    head.addAll(List.of("out of sample", "in sample", "drawdown", "trades", "file"));
    rows.add(head);
    for (Rank rank : result.ranks().stream().limit(SHOWN).toList()) {
      List<String> row = new ArrayList<>(rank.variant().settings().values());
      row.add(won(rank.outOfSampleE8()));
      row.add(won(rank.inSampleE8()));
      row.add(won(rank.drawdownE8()));
      row.add(Integer.toString(rank.trades()));
      row.add(String.valueOf(rank.variant().file().getFileName()));
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> steps() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("from", "to", "past", "brought", "best possible", "chosen"));
    for (Step step : result.steps()) {
      rows.add(
          List.of(
              Times.text(step.stretch().fromNs()),
              Times.text(step.stretch().toNs()),
              won(step.pastE8()),
              won(step.broughtE8()),
              won(step.bestE8()),
              step.chosen().name()));
    }
    return rows;
  }

  /** The first two settings against each other, the mean over all others. */
  private HeatMap heat() {
    List<String> keys = new ArrayList<>(grid.values().keySet());
    List<String> rows = grid.values().getOrDefault(keys.get(0), List.of());
    List<String> columns = grid.values().getOrDefault(keys.get(1), List.of());
    boolean alone = plan.stretches().size() == 1;
    List<List<Double>> values = new ArrayList<>();
    for (String row : rows) {
      List<Double> line = new ArrayList<>();
      for (String column : columns) {
        line.add(
            result.ranks().stream()
                    .filter(r -> row.equals(r.variant().settings().get(keys.get(0))))
                    .filter(r -> column.equals(r.variant().settings().get(keys.get(1))))
                    .mapToLong(r -> alone ? r.inSampleE8() : r.outOfSampleE8())
                    .average()
                    .orElse(Double.NaN)
                / Fixed.ONE);
      }
      values.add(line);
    }
    return new HeatMap(
        "heat",
        alone ? "Net profit, KRW" : "Net profit out of sample, KRW",
        "Mean over all other settings.",
        keys.get(0),
        keys.get(1),
        rows,
        columns,
        values);
  }
}
