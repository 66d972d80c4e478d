package haetae.venue.binance;

import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.StreamLink;

/** A product's private stream. */
interface UserStream {
  /** Its connection. */
  StreamLink link();

  /** Its state. */
  FeedStatus status();

  /** Does what keeps it alive; blocks. */
  void keepAlive();
}
