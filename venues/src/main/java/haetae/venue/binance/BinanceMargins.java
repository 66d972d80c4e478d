package haetae.venue.binance;

import haetae.engine.Event;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Margin ratios from the positions that futures report: maintenance margin over margin balance,
 * which is the isolated wallet and its profit, or for cross margin the balance of the account.
 *
 * <p>A symbol that is not listed is flat. A balance that is used up counts as 1. Source: Binance
 * USD-M, "Position information V3". Pure.
 */
final class BinanceMargins {
  private BinanceMargins() {}

  /**
   * One event for each instrument.
   *
   * @param positions answer of {@code GET /fapi/v3/positionRisk}
   * @param crossBalanceE8 {@code totalMarginBalance} of the account, for positions in cross margin
   */
  static List<Event.MarginReported> read(
      Fields positions, long crossBalanceE8, List<Instrument> instruments, long nowNs)
      throws DecodeException {
    long crossMaintenance = 0;
    for (Fields position : positions.elements()) {
      crossMaintenance += isolated(position) ? 0 : maintenanceE8(position);
    }
    List<Event.MarginReported> margins = new ArrayList<>();
    for (Instrument instrument : instruments) {
      long ratio = 0;
      long liquidation = 0;
      for (Fields position : positions.elements()) {
        boolean open = position.e8("positionAmt", RoundingMode.UNNECESSARY) != 0;
        if (position.text("symbol").equals(instrument.symbol()) && open) {
          ratio =
              isolated(position)
                  ? ratioPpm(maintenanceE8(position), isolatedBalanceE8(position))
                  : ratioPpm(crossMaintenance, crossBalanceE8);
          liquidation = position.e8("liquidationPrice", RoundingMode.FLOOR);
        }
      }
      margins.add(new Event.MarginReported(nowNs, instrument.id(), ratio, liquidation));
    }
    return List.copyOf(margins);
  }

  private static boolean isolated(Fields position) throws DecodeException {
    return position.e8("isolatedWallet", RoundingMode.FLOOR) > 0;
  }

  private static long maintenanceE8(Fields position) throws DecodeException {
    return position.e8("maintMargin", RoundingMode.CEILING);
  }

  private static long isolatedBalanceE8(Fields position) throws DecodeException {
    long profit = position.e8("unRealizedProfit", RoundingMode.FLOOR);
    return Math.addExact(position.e8("isolatedWallet", RoundingMode.FLOOR), profit);
  }

  private static long ratioPpm(long maintenanceE8, long balanceE8) {
    if (balanceE8 <= 0) {
      return Fixed.MILLION;
    }
    long ratio = Fixed.mulDiv(maintenanceE8, Fixed.MILLION, balanceE8, RoundingMode.CEILING);
    return Math.min(Fixed.MILLION, ratio);
  }
}
