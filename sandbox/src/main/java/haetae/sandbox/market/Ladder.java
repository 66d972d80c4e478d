package haetae.sandbox.market;

import haetae.market.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One side of a book: what others offer, and our own resting orders, best price first.
 *
 * <p>Remembers which prices changed until they are published.
 */
final class Ladder {
  private final Comparator<BigDecimal> bestFirst;
  private final TreeMap<BigDecimal, BigDecimal> others;
  private final TreeMap<BigDecimal, ArrayDeque<Order>> own;
  private final TreeMap<BigDecimal, BigDecimal> published;
  private final TreeSet<BigDecimal> dirty;

  Ladder(Side side) {
    this.bestFirst =
        side == Side.BUY ? Comparator.<BigDecimal>reverseOrder() : Comparator.naturalOrder();
    this.others = new TreeMap<>(bestFirst);
    this.own = new TreeMap<>(bestFirst);
    this.published = new TreeMap<>(bestFirst);
    this.dirty = new TreeSet<>(bestFirst);
  }

  /** Sets what others offer at a price; 0 removes it. */
  void set(BigDecimal price, BigDecimal quantity) {
    if (quantity.signum() <= 0) {
      others.remove(price);
    } else {
      others.put(price, quantity);
    }
    dirty.add(price);
  }

  /** Forgets all that others offer. */
  void clear() {
    dirty.addAll(others.keySet());
    others.clear();
  }

  BigDecimal offered(BigDecimal price) {
    return others.getOrDefault(price, BigDecimal.ZERO);
  }

  @Nullable BigDecimal bestOffered() {
    return others.isEmpty() ? null : others.firstKey();
  }

  /** Best price of anybody; null if the side is empty. */
  @Nullable BigDecimal best() {
    BigDecimal theirs = bestOffered();
    BigDecimal ours = own.isEmpty() ? null : own.firstKey();
    if (theirs == null || ours == null) {
      return theirs == null ? ours : theirs;
    }
    return bestFirst.compare(theirs, ours) <= 0 ? theirs : ours;
  }

  /** Quantity that others offer at prices an order accepts. */
  BigDecimal available(Order taker) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<BigDecimal, BigDecimal> level : others.entrySet()) {
      if (!taker.accepts(level.getKey())) {
        break;
      }
      sum = sum.add(taker.amount() == null ? level.getValue() : worth(level));
    }
    return sum;
  }

  private static BigDecimal worth(Map.Entry<BigDecimal, BigDecimal> level) {
    return level.getKey().multiply(level.getValue());
  }

  void add(Order order, BigDecimal price) {
    own.computeIfAbsent(price, _ -> new ArrayDeque<>()).addLast(order);
    order.rest(true);
    dirty.add(price);
  }

  void remove(Order order, BigDecimal price) {
    ArrayDeque<Order> queue = own.get(price);
    if (queue != null && queue.remove(order) && queue.isEmpty()) {
      own.remove(price);
    }
    order.rest(false);
    dirty.add(price);
  }

  /** Notes that an own order at a price has changed. */
  void touch(BigDecimal price) {
    dirty.add(price);
  }

  @Nullable Order firstOwnAt(BigDecimal price) {
    ArrayDeque<Order> queue = own.get(price);
    return queue == null ? null : queue.peekFirst();
  }

  /** Our orders, best price first, at one price the oldest first. */
  List<Order> ownOrders() {
    List<Order> orders = new ArrayList<>();
    own.values().forEach(orders::addAll);
    return orders;
  }

  /** Prices whose published quantity is out of date, with the present one; then forgets them. */
  List<Level> takeChanges() {
    List<Level> changes = new ArrayList<>();
    for (BigDecimal price : dirty) {
      BigDecimal now = offered(price);
      for (Order order : own.getOrDefault(price, new ArrayDeque<>())) {
        now = now.add(order.left());
      }
      BigDecimal before = published.getOrDefault(price, BigDecimal.ZERO);
      if (now.compareTo(before) != 0) {
        changes.add(new Level(price, now));
        if (now.signum() == 0) {
          published.remove(price);
        } else {
          published.put(price, now);
        }
      }
    }
    dirty.clear();
    return changes;
  }

  List<Level> published(int most) {
    return published.entrySet().stream()
        .limit(most)
        .map(e -> new Level(e.getKey(), e.getValue()))
        .toList();
  }

  BigDecimal publishedAt(BigDecimal price) {
    return published.getOrDefault(price, BigDecimal.ZERO);
  }

  @Nullable Level publishedBest() {
    Map.Entry<BigDecimal, BigDecimal> first = published.firstEntry();
    return first == null ? null : new Level(first.getKey(), first.getValue());
  }
}
