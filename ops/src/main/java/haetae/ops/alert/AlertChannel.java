package haetae.ops.alert;

/** A way to the operator. */
@FunctionalInterface
public interface AlertChannel {
  /** Takes an alert; must not block. Repeats are already folded. */
  void send(Alert alert);
}
