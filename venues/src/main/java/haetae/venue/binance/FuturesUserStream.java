package haetae.venue.binance;

import haetae.venue.wire.Backoff;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import haetae.venue.wire.StreamCount;
import haetae.venue.wire.StreamLink;
import haetae.venue.wire.WebSocket;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.util.function.LongSupplier;

/**
 * Futures user data over a listen key, which is extended every half hour. A connection with an
 * expired key stays open and silent, so expiry means a new key and a new connection; each connect
 * is followed by a reconciliation over REST. The key is never deleted: another process of the
 * account may use it.
 *
 * <p>Source: Binance USD-M, "User data streams". Threads: see {@link StreamLink}.
 */
final class FuturesUserStream implements UserStream, StreamLink.Session {
  private static final String LISTEN_KEY = "/fapi/v1/listenKey";

  private final BinanceSettings settings;
  private final BinanceRest rest;
  private final BinanceUserMessages messages;
  private final LongSupplier clockNs;
  private final Runnable reconcile;
  private final StreamCount count = new StreamCount("binance private");
  private final StreamLink link;

  FuturesUserStream(
      BinanceSettings settings,
      BinanceRest rest,
      Wires wires,
      BinanceUserMessages messages,
      LongSupplier clockNs,
      Runnable reconcile) {
    this.settings = settings;
    this.rest = rest;
    this.messages = messages;
    this.clockNs = clockNs;
    this.reconcile = reconcile;
    BinanceSettings.Pace pace = settings.pace();
    Backoff backoff =
        new Backoff(pace.firstRetryMs(), pace.longestRetryMs(), System.identityHashCode(this));
    this.link = new StreamLink("feed-binance-private", this, wires, backoff, pace.silenceMs());
  }

  @Override
  public StreamLink link() {
    return link;
  }

  @Override
  public FeedStatus status() {
    return count.with(link);
  }

  /** Asks for the listen key: the same one, extended, while it lives. */
  @Override
  public URI address() throws IOException {
    try {
      Exchange exchange = rest.plain("POST", LISTEN_KEY, Params.none(), 1, Lane.URGENT);
      String key = BinanceRest.readable(LISTEN_KEY, exchange).text("listenKey");
      String path = settings.endpoints().userPath().replace("{key}", Params.encoded(key));
      return URI.create(settings.endpoints().user() + path);
    } catch (DecodeException | RestUnavailable e) {
      throw new IOException("no listen key: " + e.getMessage(), e);
    }
  }

  @Override
  public void keepAlive() {
    try {
      Exchange exchange = rest.plain("PUT", LISTEN_KEY, Params.none(), 1, Lane.URGENT);
      if (exchange instanceof Exchange.Answer answer && !answer.ok()) {
        link.restart("listen key is gone: " + BinanceErrors.of(answer).text());
      }
    } catch (RestUnavailable e) {
      // The key lives for an hour; the next half hour's word still comes in time.
      count.synced(link.connected());
    }
  }

  /** A quiet account says nothing: an open connection is all there is to wait for. */
  @Override
  public boolean speaksFirst() {
    return false;
  }

  @Override
  public void opened(WebSocket socket) {
    count.synced(true);
    reconcile.run();
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    try {
      Fields message = Fields.read(bytes, from, to);
      Fields event = message.has("data") ? message.object("data") : message;
      if (event.has("e")) {
        if (event.text("e").equals("listenKeyExpired")) {
          link.restart("listen key has expired");
        } else {
          messages.event(event);
        }
      }
      count.message(clockNs.getAsLong());
    } catch (DecodeException e) {
      count.undecodable();
      reconcile.run();
    }
  }

  @Override
  public void lost(String reason) {
    count.gap();
  }
}
