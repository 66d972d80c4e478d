package haetae.engine;

import haetae.market.Asset;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Map;
import java.util.TreeMap;

/** Free balances as the venues last reported them; never reported is 0. Threads: the engine's. */
final class Balances {
  private record Key(Venue venue, Asset asset) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byVenue = venue.compareTo(other.venue);
      return byVenue != 0 ? byVenue : asset.compareTo(other.asset);
    }
  }

  private final Map<Key, long[]> free = new TreeMap<>();

  void report(Venue venue, Asset asset, long freeE8) {
    free.computeIfAbsent(new Key(venue, asset), k -> new long[1])[0] = freeE8;
  }

  boolean known(Venue venue, Asset asset) {
    return free.containsKey(new Key(venue, asset));
  }

  long freeE8(Venue venue, Asset asset) {
    long[] balance = free.get(new Key(venue, asset));
    return balance == null ? 0 : balance[0];
  }

  void save(StateOut out) {
    out.putLong(free.size());
    free.forEach(
        (key, balance) -> {
          out.putEnum(key.venue()).putText(key.asset().code()).putLong(balance[0]);
        });
  }

  void load(StateIn in) {
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      report(in.getEnum(Venue.values()), new Asset(in.getText()), in.getLong());
    }
  }
}
