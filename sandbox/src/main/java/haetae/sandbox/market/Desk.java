package haetae.sandbox.market;

import java.math.BigDecimal;

/** Whoever keeps the accounts behind orders. Must not place or cancel from within a call. */
public interface Desk {
  /** An order, or the rest of it, has come to rest in the book. */
  void rested(Order order);

  /** An order was executed, wholly or in part; its sums are already up to date. */
  void filled(Order order, Fill fill);

  /** Self-match prevention took quantity from an order. */
  void prevented(Order order, BigDecimal quantity);

  /** An order has ended; nothing more will happen to it. */
  void ended(Order order, Order.End end);
}
