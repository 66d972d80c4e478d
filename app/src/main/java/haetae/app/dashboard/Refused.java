package haetae.app.dashboard;

/** Why a request was not answered as it asked. */
enum Refused {
  /** The Host header is not ours: a foreign name may have been pointed at this address. */
  HOST(421),
  /** It comes from another site. */
  ORIGIN(403),
  /** There is no such page. */
  PATH(404),
  /** The page does not take this method. */
  METHOD(405),
  /** Nobody is logged in. */
  LOGIN(401),
  /** The login may look only. */
  ROLE(403),
  /** The page's own token is missing or wrong. */
  CSRF(403),
  /** The body is longer than any that makes sense. */
  SIZE(413),
  /** The body is not JSON by its type. */
  TYPE(415),
  /** The body is not what is expected. */
  SYNTAX(400),
  /** Too many tries. */
  RATE(429),
  /** Too many streams. */
  BUSY(503),
  /** The second step came without the first, or too late. */
  TICKET(409);

  private final int status;

  Refused(int status) {
    this.status = status;
  }

  /** HTTP status of the answer. */
  int status() {
    return status;
  }

  /** Ends the handling of a request. */
  static final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refused why;

    Stop(Refused why, String text) {
      super(text);
      this.why = why;
    }

    Refused why() {
      return why;
    }

    /** For the visitor. */
    String text() {
      return String.valueOf(getMessage());
    }
  }

  Stop because(String text) {
    return new Stop(this, text);
  }
}
