package haetae.sandbox.binance;

import haetae.sandbox.fault.FaultGate;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;

/** How Binance says that something is wrong with itself. */
final class BinanceWords implements FaultGate.Words {
  private static final long RETRY_SEC = 30;

  private final long banSec;

  /**
   * Words of a venue.
   *
   * @param banSec how long a ban lasts
   */
  BinanceWords(long banSec) {
    this.banSec = banSec;
  }

  @Override
  public Reply rateLimited() {
    return BinanceRefusal.limited(
            429, -1003, "Too much request weight used; please slow down.", RETRY_SEC)
        .reply();
  }

  @Override
  public Reply banned() {
    long until = System.currentTimeMillis() + banSec * 1_000;
    return BinanceRefusal.limited(
            418, -1003, "Way too much request weight used; IP banned until " + until + ".", banSec)
        .reply();
  }

  @Override
  public Reply serverError(int status) {
    if (status != 503) {
      return Reply.html(status, "<html><body>" + status + "</body></html>");
    }
    return Reply.json(
        503,
        Json.object()
            .put("code", -1000)
            .put("msg", "Unknown error, please check your request or try again later."));
  }

  @Override
  public Reply maintenance() {
    return Reply.json(
        503, Json.object().put("code", -1016).put("msg", "This service is no longer available."));
  }

  @Override
  public boolean concernsOrders(Request request) {
    String path = request.path().toLowerCase(java.util.Locale.ROOT);
    boolean writes = !request.method().equals("GET");
    return writes && path.contains("order") && !path.endsWith("/test");
  }
}
