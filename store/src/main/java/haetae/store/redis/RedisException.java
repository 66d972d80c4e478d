package haetae.store.redis;

/** Redis did not do what it was asked; the connection is of no use any more. */
public final class RedisException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what happened, in words. */
  public RedisException(String message, Throwable cause) {
    super(message, cause);
  }
}
