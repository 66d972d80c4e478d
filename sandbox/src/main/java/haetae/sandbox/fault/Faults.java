package haetae.sandbox.fault;

import haetae.sandbox.net.Loop;
import haetae.sim.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The faults of one venue: those that may hit at present, and those to come. */
public final class Faults {
  private static final class Active {
    private final FaultSpec spec;
    private int hits;

    Active(FaultSpec spec) {
      this.spec = spec;
    }

    boolean spent() {
      return spec.count() > 0 && hits >= spec.count();
    }
  }

  private final String venue;
  private final Loop loop;
  private final Randomness random;
  private final List<Active> active = new ArrayList<>();
  private final List<Consumer<FaultSpec>> begun = new ArrayList<>();
  private final List<Consumer<FaultSpec>> ended = new ArrayList<>();
  private int calms;

  /** No faults yet. */
  public Faults(String venue, Loop loop, long seed) {
    this.venue = venue;
    this.loop = loop;
    this.random = new Randomness(seed, "faults of " + venue);
  }

  /** Tells when a fault begins and when it ends. */
  public void listen(Consumer<FaultSpec> onBegin, Consumer<FaultSpec> onEnd) {
    begun.add(onBegin);
    ended.add(onEnd);
  }

  /** Plans a fault; one of another venue is ignored. */
  public void plan(FaultSpec spec) {
    if (!spec.venue().equals("both") && !spec.venue().equals(venue)) {
      return;
    }
    if (spec.atSec() > 0) {
      later(spec, spec.atSec());
    } else {
      begin(spec);
    }
  }

  private void later(FaultSpec spec, double sec) {
    int now = calms;
    loop.after(
        Math.round(sec * 1_000),
        () -> {
          if (now == calms) {
            begin(spec);
          }
        });
  }

  /** Ends all faults of the present, and those planned so far never come. */
  public void calm() {
    calms++;
    clear();
  }

  private void begin(FaultSpec spec) {
    if (spec.everySec() > 0) {
      later(spec, spec.everySec());
    }
    Active now = new Active(spec);
    active.add(now);
    begun.forEach(b -> b.accept(spec));
    if (spec.lastsSec() > 0) {
      loop.after(Math.round(spec.lastsSec() * 1_000), () -> end(now));
    }
  }

  private void end(Active fault) {
    if (active.remove(fault)) {
      ended.forEach(e -> e.accept(fault.spec));
    }
  }

  /** Ends all faults of the present. */
  public void clear() {
    for (Active fault : List.copyOf(active)) {
      end(fault);
    }
  }

  /** The faults that may hit at present. */
  public List<FaultSpec> present() {
    return active.stream().filter(a -> !a.spent()).map(a -> a.spec).toList();
  }

  /** Decides about one occasion; a hit counts. */
  public Optional<FaultSpec> hit(FaultKind kind) {
    return hit(kind, "");
  }

  /** Decides about one request's path. */
  public Optional<FaultSpec> hit(FaultKind kind, String path) {
    for (Active fault : active) {
      FaultSpec spec = fault.spec;
      boolean fits = spec.fault() == kind && path.startsWith(spec.path()) && !fault.spent();
      if (fits && (spec.chance() >= 1 || random.unit() < spec.chance())) {
        fault.hits++;
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }

  /** Like {@link #hit(FaultKind)}, for faults of streams. */
  public Optional<FaultSpec> hitStream(FaultKind kind, boolean privateStream) {
    String streams = privateStream ? "public" : "private";
    boolean any =
        active.stream().anyMatch(a -> a.spec.fault() == kind && !a.spec.streams().equals(streams));
    return any ? hit(kind) : Optional.empty();
  }
}
