package haetae.sandbox.market;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A spot account: what is free and what orders lock, by asset code. Neither ever gets negative.
 * Threads: the sandbox's.
 */
public final class Wallet {
  private static final class Holding {
    private BigDecimal free = BigDecimal.ZERO;
    private BigDecimal locked = BigDecimal.ZERO;
  }

  private final TreeMap<String, Holding> holdings = new TreeMap<>();
  private final TreeSet<String> changed = new TreeSet<>();

  private Holding holding(String asset) {
    return holdings.computeIfAbsent(asset, _ -> new Holding());
  }

  /** Assets that were ever held, sorted. */
  public Set<String> assets() {
    return Set.copyOf(holdings.keySet());
  }

  /** What can be used. */
  public BigDecimal free(String asset) {
    Holding holding = holdings.get(asset);
    return holding == null ? BigDecimal.ZERO : holding.free;
  }

  /** What orders lock. */
  public BigDecimal locked(String asset) {
    Holding holding = holdings.get(asset);
    return holding == null ? BigDecimal.ZERO : holding.locked;
  }

  /** What is free and what is locked together, of each asset that was ever held. */
  public Map<String, BigDecimal> totals() {
    Map<String, BigDecimal> totals = new TreeMap<>();
    holdings.forEach((asset, holding) -> totals.put(asset, holding.free.add(holding.locked)));
    return totals;
  }

  /** Adds to what is free. */
  public void credit(String asset, BigDecimal amount) {
    change(asset, amount, BigDecimal.ZERO);
  }

  /** Takes from what is free. */
  public void debit(String asset, BigDecimal amount) {
    change(asset, amount.negate(), BigDecimal.ZERO);
  }

  /** Locks what is free. */
  public void lock(String asset, BigDecimal amount) {
    change(asset, amount.negate(), amount);
  }

  /** Frees what is locked. */
  public void unlock(String asset, BigDecimal amount) {
    change(asset, amount, amount.negate());
  }

  private void change(String asset, BigDecimal free, BigDecimal locked) {
    Holding holding = holding(asset);
    BigDecimal nextFree = holding.free.add(free);
    BigDecimal nextLocked = holding.locked.add(locked);
    if (nextFree.signum() < 0 || nextLocked.signum() < 0) {
      throw new IllegalStateException(
          asset + " would be free " + nextFree + ", locked " + nextLocked);
    }
    holding.free = nextFree;
    holding.locked = nextLocked;
    changed.add(asset);
  }

  /** Assets that changed since the last call, sorted. */
  public Set<String> takeChanged() {
    Set<String> assets = new TreeSet<>(changed);
    changed.clear();
    return assets;
  }
}
