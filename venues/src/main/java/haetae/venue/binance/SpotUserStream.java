package haetae.venue.binance;

import haetae.venue.wire.Backoff;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Params;
import haetae.venue.wire.StreamCount;
import haetae.venue.wire.StreamLink;
import haetae.venue.wire.WebSocket;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Spot user data: a subscription on the WebSocket API, signed by itself, so that any kind of key
 * will do. Nothing is replayed: each subscription is followed by a reconciliation over REST.
 *
 * <p>Source: Binance spot WebSocket API, {@code userDataStream.subscribe.signature} (2026-07).
 * Threads: see {@link StreamLink}.
 */
final class SpotUserStream implements UserStream, StreamLink.Session {
  private final BinanceSettings settings;
  private final BinanceSigner signer;
  private final ServerClock serverClock;
  private final BinanceUserMessages messages;
  private final LongSupplier clockNs;
  private final Runnable reconcile;
  private final StreamCount count = new StreamCount("binance private");
  private final StreamLink link;
  private long requests;

  SpotUserStream(
      BinanceSettings settings,
      BinanceSigner signer,
      ServerClock serverClock,
      Wires wires,
      BinanceUserMessages messages,
      LongSupplier clockNs,
      Runnable reconcile) {
    this.settings = settings;
    this.signer = signer;
    this.serverClock = serverClock;
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

  @Override
  public void keepAlive() {
    // The subscription lives as long as the connection.
  }

  @Override
  public URI address() {
    return settings.endpoints().user();
  }

  @Override
  public void opened(WebSocket socket) throws IOException {
    String timestamp = Long.toString(serverClock.serverMs(clockNs.getAsLong()));
    String window = Integer.toString(settings.recvWindowMs());
    String signature =
        signer.signature(
            Map.of("apiKey", signer.apiKey(), "recvWindow", window, "timestamp", timestamp));
    socket.sendText(
        "{\"id\":\"user-"
            + ++requests
            + "\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":"
            + Params.quoted(signer.apiKey())
            + ",\"recvWindow\":"
            + window
            + ",\"timestamp\":"
            + timestamp
            + ",\"signature\":"
            + Params.quoted(signature)
            + "}}");
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    try {
      Fields message = Fields.read(bytes, from, to);
      if (message.has("event")) {
        event(message.object("event"));
      } else if (message.has("status")) {
        answer(message);
      }
      count.message(clockNs.getAsLong());
    } catch (DecodeException e) {
      count.undecodable();
      reconcile.run();
    }
  }

  private void event(Fields event) throws DecodeException {
    switch (event.text("e")) {
      case "eventStreamTerminated" -> link.restart("the venue has ended the subscription");
      case "serverShutdown" -> link.rotate();
      default -> messages.event(event);
    }
  }

  private void answer(Fields message) throws DecodeException {
    if (message.integer("status") == 200) {
      count.synced(true);
      reconcile.run();
    } else {
      String why = message.has("error") ? message.object("error").text("msg", "") : "";
      count.synced(false);
      link.restart("subscription refused: " + message.integer("status") + " " + why);
    }
  }

  @Override
  public void lost(String reason) {
    count.gap();
  }
}
