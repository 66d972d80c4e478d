package haetae.store.lease;

import haetae.store.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A lease in a row of a PostgreSQL database. The row is locked while a question is answered, so of
 * two that ask at once one is granted.
 */
public final class PostgresLease implements LeaseStore {
  private static final String TABLE =
      "create table if not exists haetae_lease (name text primary key, token bigint not null,"
          + " place text not null, host text not null, pid bigint not null, since text not null,"
          + " expires timestamptz not null)";
  private static final String UNTIL = "clock_timestamp() + ? * interval '1 millisecond'";
  private static final String TAKE =
      "insert into haetae_lease as l (token, place, host, pid, since, expires, name)"
          + " values (? + 1, ?, ?, ?, ?, "
          + UNTIL
          + ", ?) on conflict (name) do update set token = greatest(l.token + 1, excluded.token),"
          + " place = excluded.place, host = excluded.host, pid = excluded.pid,"
          + " since = excluded.since, expires = excluded.expires"
          + " where l.expires <= clock_timestamp() or l.place = excluded.place returning token";
  private static final String RENEW =
      "update haetae_lease set expires = " + UNTIL + " where name = ? and token = ? and place = ?";
  private static final String RELEASE =
      "update haetae_lease set expires = clock_timestamp()"
          + " where name = ? and token = ? and place = ?";
  private static final String WHO =
      "select place, host, pid, since, token,"
          + " extract(epoch from expires - clock_timestamp()) * 1000 from haetae_lease"
          + " where name = ?";

  private final Database database;
  private final String lease;
  private final int answerMs;
  private @Nullable Connection connection;

  /**
   * A lease that nothing was asked of yet.
   *
   * @param lease name of the row
   * @param answerMs longest wait for an answer
   */
  public PostgresLease(Database database, String lease, int answerMs) {
    this.database = database;
    this.lease = lease;
    this.answerMs = answerMs;
  }

  @Override
  public String name() {
    return database.name();
  }

  @Override
  public Verdict take(Holder asker, long ttlMs) throws LeaseException {
    try (PreparedStatement take = connection().prepareStatement(TAKE)) {
      take.setLong(1, asker.token());
      take.setString(2, asker.place());
      take.setString(3, asker.host());
      take.setLong(4, asker.pid());
      take.setString(5, asker.since());
      take.setLong(6, ttlMs);
      take.setString(7, lease);
      try (ResultSet rows = take.executeQuery()) {
        return rows.next() ? new Verdict.Granted(asker.withToken(rows.getLong(1))) : refused();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public Verdict renew(Holder holder, long ttlMs) throws LeaseException {
    try (PreparedStatement renew = connection().prepareStatement(RENEW)) {
      renew.setLong(1, ttlMs);
      renew.setString(2, lease);
      renew.setLong(3, holder.token());
      renew.setString(4, holder.place());
      return renew.executeUpdate() == 1 ? new Verdict.Granted(holder) : refused();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Verdict refused() throws SQLException {
    try (PreparedStatement who = connection().prepareStatement(WHO)) {
      who.setString(1, lease);
      try (ResultSet rows = who.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("the row of lease " + lease + " is gone");
        }
        Holder by =
            new Holder(
                rows.getString(1),
                rows.getString(2),
                rows.getLong(3),
                rows.getString(4),
                rows.getLong(5));
        return new Verdict.Refused(by, Math.max(0, (long) rows.getDouble(6)));
      }
    }
  }

  @Override
  public void release(Holder holder) throws LeaseException {
    try (PreparedStatement release = connection().prepareStatement(RELEASE)) {
      release.setString(1, lease);
      release.setLong(2, holder.token());
      release.setString(3, holder.place());
      release.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    Connection fresh = database.connect();
    connection = fresh;
    fresh.setNetworkTimeout(Runnable::run, answerMs);
    database.makeSchema(fresh);
    try (PreparedStatement table = fresh.prepareStatement(TABLE)) {
      table.executeUpdate();
    }
    return fresh;
  }

  private LeaseException failed(SQLException e) {
    close();
    String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new LeaseException(words, e);
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is of no use any more, whatever it says.
        return;
      }
    }
  }
}
