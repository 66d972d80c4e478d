package haetae.store.lease;

import static java.util.Objects.requireNonNull;

/**
 * Who has a lease.
 *
 * @param place what no two machines and no two data folders have in common, see {@link Verdict}
 * @param host machine, for humans
 * @param pid process id
 * @param since when it was taken, ISO 8601
 * @param token fencing token: larger than that of every holder before
 */
public record Holder(String place, String host, long pid, String since, long token) {
  /** Checks for nulls. */
  public Holder {
    requireNonNull(place, "place");
    requireNonNull(host, "host");
    requireNonNull(since, "since");
  }

  /** The same with the token that was granted. */
  public Holder withToken(long granted) {
    return new Holder(place, host, pid, since, granted);
  }

  /** In words, for the operator. */
  public String words() {
    return "process " + pid + " on " + host + ", since " + since + ", token " + token;
  }
}
