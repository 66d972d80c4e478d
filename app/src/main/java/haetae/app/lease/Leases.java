package haetae.app.lease;

import haetae.app.config.HaetaeConfig;
import haetae.store.lease.LeaseStore;
import java.nio.file.Path;
import java.util.function.Function;

/** Takes the lease that a mode needs. */
public final class Leases {
  private Leases() {}

  /** Where a lease is kept. */
  public enum Backend {
    /** The lock of the data folder alone. */
    FILE,
    /** A row of the database of {@code storage.postgres}. */
    POSTGRES,
    /** Two keys of the Redis of {@code redis.url}. */
    REDIS
  }

  /**
   * Where the configuration wants it: {@code lease.backend}, or what is there. Only mode live has
   * orders that a service elsewhere could send, too.
   */
  public static Backend backend(HaetaeConfig config, String mode) {
    if (!mode.equals("live")) {
      return Backend.FILE;
    }
    return switch (config.lease().backend()) {
      case "postgres" -> Backend.POSTGRES;
      case "redis" -> Backend.REDIS;
      case "file" -> Backend.FILE;
      default ->
          config.storage().backend().equals("postgres")
              ? Backend.POSTGRES
              : config.redis().enabled() ? Backend.REDIS : Backend.FILE;
    };
  }

  /**
   * Takes a lease.
   *
   * @param folder that two services of one machine would share
   * @param stores opens the store of a backend other than FILE
   * @throws LeaseRefused if another one has it; the message says who
   */
  public static Lease take(
      HaetaeConfig config, String mode, Path folder, Function<Backend, LeaseStore> stores)
      throws LeaseRefused, InterruptedException {
    FileLease here = FileLease.take(folder, mode);
    Backend backend = backend(config, mode);
    if (backend == Backend.FILE) {
      return here;
    }
    LeaseStore store = stores.apply(backend);
    Lease lease = null;
    try {
      long ttlMs = config.lease().ttlSec().movePointRight(3).longValue();
      lease = KeptLease.take(here, store, ttlMs);
      return lease;
    } finally {
      if (lease == null) {
        store.close();
        here.close();
      }
    }
  }
}
