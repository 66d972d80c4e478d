package haetae.ops.alert;

/**
 * Something the operator should know.
 *
 * @param type what it is about, for example {@code stoploss}
 * @param severity INFO, WARNING, ERROR or CRITICAL
 */
public record Alert(long timeMs, String type, String severity, String text) {}
