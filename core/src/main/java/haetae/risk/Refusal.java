package haetae.risk;

import static java.util.Objects.requireNonNull;

import haetae.market.Fixed;
import java.math.BigDecimal;

/**
 * One reason for a refusal, with its numbers in the unit of the code.
 *
 * @param limit what is allowed
 * @param value what was found, {@link #UNKNOWN} where there is nothing to compare with
 * @param detail more words, empty if none
 */
public record Refusal(RefusalCode code, long limit, long value, String detail) {
  /** A value that is not known, beyond any limit. */
  public static final long UNKNOWN = Long.MAX_VALUE / 2;

  /** Checks that nothing is missing. */
  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(detail, "detail");
  }

  /** A refusal with numbers and no more words. */
  public static Refusal of(RefusalCode code, long limit, long value) {
    return new Refusal(code, limit, value, "");
  }

  /** A refusal that is not about a number. */
  public static Refusal of(RefusalCode code, String detail) {
    return new Refusal(code, 0, 0, detail);
  }

  /** For example {@code Slippage too high: 0.500% > 0.300%}. */
  public String text() {
    if (code.unit() == RefusalCode.Unit.NONE) {
      return detail.isEmpty() ? code.label() : code.label() + ": " + detail;
    }
    if (value == UNKNOWN) {
      return code.label() + ": no reference yet" + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
    String relation = code.maximum() ? " > " : " < ";
    String numbers = show(value, true) + relation + show(limit, false);
    return code.label() + ": " + numbers + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  private String show(long number, boolean found) {
    return switch (code.unit()) {
      case KRW -> decimal(number, Fixed.SCALE, 0) + "₩";
      case PERCENT -> decimal(number, 4, 3) + "%";
      case SHARE -> decimal(number, 6, found ? 2 : 1);
      case MS -> number == Long.MAX_VALUE ? "never" : number + "ms";
      case COUNT -> Long.toString(number);
      case QUANTITY -> Fixed.format(number);
      case NONE -> "";
    };
  }

  /** At least the given digits and never rounded, so that a value does not look like its limit. */
  private static String decimal(long unscaled, int scale, int digits) {
    BigDecimal exact = BigDecimal.valueOf(unscaled, scale).stripTrailingZeros();
    return exact.setScale(Math.max(digits, exact.scale())).toPlainString();
  }
}
