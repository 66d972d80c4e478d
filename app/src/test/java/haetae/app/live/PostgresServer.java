package haetae.app.live;

import haetae.store.sql.Database;
import haetae.store.sql.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on loopback that can be stopped and started again with what it had. */
final class PostgresServer implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private PostgresServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Starts one; the test is skipped where its programs cannot run. */
  static PostgresServer start(Path data) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PostgresServer started = new PostgresServer(data, port);
    try {
      started.start();
    } catch (IOException | IllegalStateException e) {
      Assumptions.abort("no PostgreSQL can be started on this machine: " + e);
    }
    return started;
  }

  /** Starts it, again or for the first time. */
  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "off")
            .start();
  }

  /** Stops it; who is connected is cut off. */
  void stop() throws IOException {
    server.close();
  }

  /** A schema of it. */
  Database database(String schema) {
    String dsn = "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    return Database.postgres(PostgresAddress.of(dsn), "", schema);
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
