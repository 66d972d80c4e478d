package haetae.sandbox;

/**
 * The ports to open on 127.0.0.1; 0 is any that is free.
 *
 * @param admin port of {@code POST /admin/fault}
 */
public record Ports(int upbit, int binance, int admin) {
  /** Any free ones. */
  public static Ports any() {
    return new Ports(0, 0, 0);
  }
}
