package haetae.venue.wire;

import java.util.List;

/**
 * A venue's market data: books, trades and funding go to the {@link EventSink} it was made with.
 *
 * <p>Threads: any.
 */
public interface MarketFeed {
  /** Connects and stays connected. */
  void start();

  /** Disconnects for good. */
  void stop();

  /** State of each stream. */
  List<FeedStatus> status();
}
