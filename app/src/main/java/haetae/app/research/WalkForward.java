package haetae.app.research;

import haetae.app.research.Sweep.Cell;
import haetae.app.research.Sweep.Stretch;
import haetae.app.research.Variants.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a sweep says once its choice is not judged on the data it was made on: before each stretch
 * the variant that was best on all stretches before it is chosen, and only what it brought in the
 * new stretch counts. Money in E8 of KRW.
 *
 * @param ranks all variants, the best out of sample first
 * @param steps one for each stretch but the first
 */
record WalkForward(List<Rank> ranks, List<Step> steps) {
  /**
   * A variant's figures.
   *
   * @param inSampleE8 net profit of the first stretch, on which a choice would have been made
   * @param outOfSampleE8 net profit of all later stretches
   * @param drawdownE8 lowest of the stretches
   */
  record Rank(Variant variant, long inSampleE8, long outOfSampleE8, long drawdownE8, int trades) {}

  /** What was chosen on the past and what it brought. */
  record Step(Stretch stretch, Variant chosen, long pastE8, long broughtE8, long bestE8) {}

  static WalkForward of(Sweep.Plan plan, Map<String, Cell> cells) {
    List<Rank> ranks = new ArrayList<>();
    for (Variant variant : plan.variants()) {
      List<Cell> mine = plan.stretches().stream().map(s -> cell(cells, variant, s)).toList();
      ranks.add(
          new Rank(
              variant,
              mine.getFirst().netKrwE8(),
              mine.stream().skip(1).mapToLong(Cell::netKrwE8).sum(),
              mine.stream().mapToLong(Cell::drawdownKrwE8).min().orElse(0),
              mine.stream().mapToInt(Cell::trades).sum()));
    }
    Comparator<Rank> best = Comparator.comparingLong((Rank r) -> -r.outOfSampleE8());
    ranks.sort(best.thenComparingLong(r -> -r.inSampleE8()));
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < plan.stretches().size(); i++) {
      steps.add(step(plan, cells, i));
    }
    return new WalkForward(List.copyOf(ranks), List.copyOf(steps));
  }

  private static Step step(Sweep.Plan plan, Map<String, Cell> cells, int at) {
    Stretch stretch = plan.stretches().get(at);
    Variant chosen = plan.variants().getFirst();
    long past = Long.MIN_VALUE;
    long best = Long.MIN_VALUE;
    for (Variant variant : plan.variants()) {
      long sum =
          plan.stretches().subList(0, at).stream()
              .mapToLong(s -> cell(cells, variant, s).netKrwE8())
              .sum();
      best = Math.max(best, cell(cells, variant, stretch).netKrwE8());
      // The first of equals, so that the choice does not depend on anything else.
      if (sum > past) {
        past = sum;
        chosen = variant;
      }
    }
    return new Step(stretch, chosen, past, cell(cells, chosen, stretch).netKrwE8(), best);
  }

  private static Cell cell(Map<String, Cell> cells, Variant variant, Stretch stretch) {
    Cell cell = cells.get(Sweep.key(variant, stretch));
    if (cell == null) {
      throw new IllegalStateException("no result of " + Sweep.key(variant, stretch));
    }
    return cell;
  }

  /** What the choices brought, all together. */
  long broughtE8() {
    return steps.stream().mapToLong(Step::broughtE8).sum();
  }
}
