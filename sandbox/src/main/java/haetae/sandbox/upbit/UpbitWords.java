package haetae.sandbox.upbit;

import haetae.sandbox.fault.FaultGate;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;

/** How Upbit says that something is wrong with itself. */
final class UpbitWords implements FaultGate.Words {
  @Override
  public Reply rateLimited() {
    return new UpbitRefusal(429, "too_many_requests", "Too many API requests.").reply();
  }

  @Override
  public Reply banned() {
    return new UpbitRefusal(418, "418", "Requests are blocked, try again in 60 seconds.").reply();
  }

  @Override
  public Reply serverError(int status) {
    return new UpbitRefusal(status, "internal_server_error", "An error occurred.").reply();
  }

  @Override
  public Reply maintenance() {
    return new UpbitRefusal(403, "market_offline", "The market is under maintenance.").reply();
  }

  @Override
  public boolean concernsOrders(Request request) {
    boolean writes = !request.method().equals("GET");
    return writes && request.path().startsWith("/v1/order");
  }
}
