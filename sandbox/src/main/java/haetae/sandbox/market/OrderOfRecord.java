package haetae.sandbox.market;

import java.math.BigDecimal;

/**
 * What a venue has in its own books about one of the account's orders. Immutable.
 *
 * @param venue {@code upbit}, {@code binance-spot} or {@code binance-futures}
 * @param symbol its market
 * @param clientId id that the client gave it, empty if none
 * @param executed quantity that was executed
 * @param open true while it may still be executed
 */
public record OrderOfRecord(
    String venue, String symbol, String clientId, BigDecimal executed, boolean open) {}
