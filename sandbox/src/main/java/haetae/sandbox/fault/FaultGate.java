package haetae.sandbox.fault;

import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets requests through to a venue, or not, as its faults have it. Threads: the sandbox's. */
public final class FaultGate {
  /** How a venue says what is wrong. */
  public interface Words {
    /** Too many requests. */
    Reply rateLimited();

    /** Banned for too many requests. */
    Reply banned();

    /** Something went wrong inside. */
    Reply serverError(int status);

    /** Orders are not taken at present. */
    Reply maintenance();

    /** True if a request places, changes or cancels orders. */
    boolean concernsOrders(Request request);

    /** True if an answer says that a request was carried out. */
    default boolean done(Reply reply) {
      return reply.status() < 300;
    }
  }

  private final Faults faults;
  private final Words words;

  /** A gate of a venue. */
  public FaultGate(Faults faults, Words words) {
    this.faults = faults;
    this.words = words;
  }

  /** Answers a request, through the venue where no fault forbids. */
  public Reply pass(Request request, Supplier<Reply> venue) {
    String path = request.path();
    Reply reply = refusal(request).orElseGet(() -> carryOut(request, venue));
    return faults.hit(FaultKind.SLOW, path).map(slow -> reply.after(slow.delayMs())).orElse(reply);
  }

  private Optional<Reply> refusal(Request request) {
    String path = request.path();
    if (faults.hit(FaultKind.BAN_STORM, path).isPresent()) {
      return Optional.of(words.banned());
    }
    if (faults.hit(FaultKind.RATE_STORM, path).isPresent()) {
      return Optional.of(words.rateLimited());
    }
    if (words.concernsOrders(request) && faults.hit(FaultKind.MAINTENANCE, path).isPresent()) {
      return Optional.of(words.maintenance());
    }
    return faults
        .hit(FaultKind.ERROR_BEFORE_ACCEPT, path)
        .map(fault -> words.serverError(fault.status()));
  }

  private Reply carryOut(Request request, Supplier<Reply> venue) {
    Reply reply = venue.get();
    if (!words.concernsOrders(request) || !words.done(reply)) {
      return reply;
    }
    Optional<FaultSpec> error = faults.hit(FaultKind.ERROR_AFTER_ACCEPT, request.path());
    if (error.isPresent()) {
      return words.serverError(error.get().status());
    }
    return faults.hit(FaultKind.TIMEOUT_AFTER_ACCEPT, request.path()).isPresent()
        ? reply.fate(Reply.Fate.LOST)
        : reply;
  }
}
