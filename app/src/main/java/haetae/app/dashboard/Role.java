package haetae.app.dashboard;

/** What a visitor may do; each may also do what the ones before may. */
enum Role {
  /** Nothing but the health endpoints and the login. */
  NONE,
  /** Look. */
  VIEWER,
  /** Halt, resume, flatten. */
  OPERATOR;

  boolean may(Role needed) {
    return compareTo(needed) >= 0;
  }
}
