package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers what each instrument's fees are taken in, and tells once when that changes: Binance
 * charges another asset without a word when BNB has run out. Threads: the engine's.
 */
final class FeeAssets {
  private final Map<String, Asset> seen = new TreeMap<>();
  private final Set<Asset> unpriced = new TreeSet<>();
  private final Story story;

  FeeAssets(Story story) {
    this.story = story;
  }

  /**
   * A fill's fee was taken.
   *
   * @param inBase what the configuration expects of spot buys at Binance
   */
  void charged(Instrument instrument, Side side, Asset asset, boolean inBase) {
    String key = instrument + " " + side;
    Asset before = seen.put(key, asset);
    if (asset.equals(Asset.BNB) || asset.equals(before)) {
      return;
    }
    boolean spotBuy =
        instrument.venue() == Venue.BINANCE
            && instrument.kind() == InstrumentKind.SPOT
            && side == Side.BUY;
    Asset expected = spotBuy && inBase ? instrument.base() : instrument.quote();
    Asset usual = before == null ? expected : before;
    if (!asset.equals(usual)) {
      String why = usual.equals(Asset.BNB) ? ": is BNB used up?" : "";
      String text =
          "Fee asset changed: " + instrument + " " + side + " " + usual + " -> " + asset + why;
      story.alert(AlertKind.ERROR, Severity.WARNING, 0, text);
    }
  }

  /** A fee in an asset without a price was valued by the fee schedule. */
  void unpriced(Asset asset) {
    if (unpriced.add(asset)) {
      String text = "Fee asset has no price: " + asset + " is valued by the fee schedule";
      story.alert(AlertKind.ERROR, Severity.WARNING, 0, text);
    }
  }

  void save(StateOut out) {
    out.putLong(seen.size());
    seen.forEach((key, asset) -> out.putText(key).putText(asset.code()));
    out.putLong(unpriced.size());
    unpriced.forEach(asset -> out.putText(asset.code()));
  }

  void load(StateIn in) {
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      seen.put(in.getText(), new Asset(in.getText()));
    }
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      unpriced.add(new Asset(in.getText()));
    }
  }
}
