package haetae.execution;

/** What an order does about a leg that stands alone. */
public enum Remedy {
  /** Nothing: it is a first order of an entry or exit. */
  NONE,
  /** Matches the other leg within the usual price protection. */
  COMPLETE,
  /** The same once more, priced from the live book. */
  REQUOTE,
  /** Matches the other leg deeper in the book. */
  CROSS,
  /** Takes the filled leg back. */
  REVERSE
}
