package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.lease.Leases.Backend;
import haetae.store.lease.LeaseStore;
import haetae.store.lease.PostgresLease;
import haetae.store.lease.RedisLease;

/** Where leases are kept, at the addresses that the configuration has for tables and Redis. */
final class LeaseStores {
  private static final String NAME = "live";

  private LeaseStores() {}

  /** A store; nothing is opened. */
  static LeaseStore of(Backend backend, HaetaeConfig config, Secrets secrets) {
    return switch (backend) {
      case FILE -> throw new IllegalArgumentException("a file needs no store");
      case POSTGRES -> {
        // One answer must be over before the next renewal is due.
        int answerMs = config.lease().ttlSec().movePointRight(3).intValue() / 3;
        yield new PostgresLease(Storage.postgres(config, secrets), NAME, answerMs);
      }
      case REDIS ->
          new RedisLease(
              RedisPart.address(config, secrets), config.redis().prefix() + ":lease:" + NAME);
    };
  }
}
