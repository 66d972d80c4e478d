package haetae.venue.wire;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of an HTTP request. Which of the three it is decides what may be done next. */
public sealed interface Exchange {
  /**
   * The server has answered.
   *
   * @param headers names in lower case; of several with one name the last
   * @param sentNs wall clock before the request went out, ns since the epoch
   * @param writtenNs wall clock after its last byte was handed to the socket
   * @param receivedNs wall clock when the answer was whole
   */
  record Answer(
      int status,
      Map<String, String> headers,
      String body,
      long sentNs,
      long writtenNs,
      long receivedNs)
      implements Exchange {
    /** Value of a header, null if absent. */
    public @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** True for a status of 200 to 299. */
    public boolean ok() {
      return status >= 200 && status < 300;
    }

    /** True if the server only says that it has no time: a server error, or too many requests. */
    public boolean busy() {
      return status >= 500 || status == 429 || status == 418;
    }
  }

  /**
   * The content of a good answer.
   *
   * @param path of the request, for the message
   * @param error a bad answer in the venue's words
   * @throws DecodeException if there is no readable answer of status 2xx
   */
  default Fields content(String path, Function<Answer, String> error) throws DecodeException {
    return switch (this) {
      case Answer answer when answer.ok() -> Fields.read(answer.body());
      case Answer answer when answer.busy() ->
          throw DecodeException.unanswered(path + ": " + error.apply(answer));
      case Answer answer -> throw new DecodeException(path + ": " + error.apply(answer));
      case NotSent(String reason) -> throw DecodeException.unanswered(path + ": " + reason);
      case Lost(String reason) -> throw DecodeException.unanswered(path + ": " + reason);
    };
  }

  /** No byte of the request has left: the server cannot have acted on it. */
  record NotSent(String reason) implements Exchange {}

  /** The request, or a part of it, has left and no readable answer came: it may have acted. */
  record Lost(String reason) implements Exchange {}
}
