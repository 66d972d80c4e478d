package haetae.venue.upbit;

import haetae.engine.Event;
import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Upbit says of deposits and withdrawals of our coins. A coin has a row for each network; it
 * is open in a direction as long as one of them is. A coin without a row is closed: unknown is not
 * open.
 *
 * <p>Source: Upbit developer centre, "Get wallet status"; it may lag by minutes. Pure.
 */
final class UpbitWallets {
  private UpbitWallets() {}

  /**
   * One event for each coin.
   *
   * @param status answer of {@code GET /v1/status/wallet}
   */
  static List<Event.WalletStatusChanged> read(
      Fields status, List<Instrument> instruments, long nowNs) throws DecodeException {
    Set<Asset> coins = new LinkedHashSet<>();
    instruments.forEach(instrument -> coins.add(instrument.base()));
    List<Event.WalletStatusChanged> events = new ArrayList<>();
    for (Asset coin : coins) {
      boolean deposits = false;
      boolean withdrawals = false;
      for (Fields row : status.elements()) {
        if (row.text("currency").equals(coin.code())) {
          String state = row.text("wallet_state", "unknown");
          deposits |= state.equals("working") || state.equals("deposit_only");
          withdrawals |= state.equals("working") || state.equals("withdraw_only");
        }
      }
      events.add(new Event.WalletStatusChanged(nowNs, Venue.UPBIT, coin, deposits, withdrawals));
    }
    return List.copyOf(events);
  }
}
