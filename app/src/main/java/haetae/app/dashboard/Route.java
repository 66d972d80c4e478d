package haetae.app.dashboard;

import java.io.IOException;

/**
 * One address of the server.
 *
 * @param method GET (which HEAD may use, too) or POST
 * @param needed who may ask
 * @param guarded refused to other sites' pages, even for reading
 */
record Route(String method, Role needed, boolean guarded, Answer answer) {
  /** Stands for an answer that has been sent already. */
  static final Reply STREAMED = new Reply(0, "", new byte[0], "");

  /** Makes the answer. */
  interface Answer {
    /** Of a request that was let in. */
    Reply to(Call call) throws Refused.Stop, IOException, InterruptedException;
  }

  /** Open to everybody. */
  static Route open(Answer answer) {
    return new Route("GET", Role.NONE, false, answer);
  }

  /** For those who may look. */
  static Route look(Answer answer) {
    return new Route("GET", Role.VIEWER, true, answer);
  }

  /** Changes something. */
  static Route act(Role needed, Answer answer) {
    return new Route("POST", needed, true, answer);
  }

  boolean takes(String asked) {
    return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
  }
}
