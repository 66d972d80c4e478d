package haetae.portfolio;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * What one Asia/Seoul day came to, in E8 of KRW. Immutable.
 *
 * @param day days since 1970-01-01, see {@link SeoulDay#date}
 * @param realizedE8 profit of the trades that ended in the day
 * @param unrealizedE8 profit of the trades open at its end, if they were closed then
 * @param feesE8 fees paid
 * @param fundingE8 funding received
 * @param fxE8 FX effect: of the pairs, and of the USDT held
 * @param trades trades that ended
 */
public record DailyPnl(
    long day,
    long realizedE8,
    long unrealizedE8,
    long feesE8,
    long fundingE8,
    long fxE8,
    long trades) {
  /** What happened since totals of an earlier time; what is open now stays as it is. */
  DailyPnl since(DailyPnl start) {
    return new DailyPnl(
        day,
        realizedE8 - start.realizedE8,
        unrealizedE8,
        feesE8 - start.feesE8,
        fundingE8 - start.fundingE8,
        fxE8 - start.fxE8,
        trades - start.trades);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(day).putLong(realizedE8).putLong(unrealizedE8);
    out.putLong(feesE8).putLong(fundingE8).putLong(fxE8).putLong(trades);
  }

  /** Reads what {@link #save} has written. */
  public static DailyPnl load(StateIn in) {
    return new DailyPnl(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
