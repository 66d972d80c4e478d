/**
 * Connector to Binance spot and USD-M perpetual markets. {@link haetae.venue.binance.BinanceVenue}
 * is the way in, one for each product:
 *
 * <pre>{@code
 * Product product = Product.USDM;
 * BinanceSettings settings =
 *     BinanceSettings.at(product, BinanceSettings.Endpoints.production(product));
 * BinanceSigner signer = BinanceSigner.hmac(apiKey, secret);  // or ed25519(...)
 * BinanceVenue binance =
 *     new BinanceVenue(settings, signer, instruments, Wires.trusted(), inbox, clockNs, trouble);
 * AccountReport report = binance.checkAccount();  // rules, fees, what forbids live
 * binance.start();                                // events go to the inbox
 * binance.gateway().place(approvedOrder);         // answers come as events
 * binance.status();                               // each stream, for health
 * binance.close();
 * }</pre>
 *
 * <p>Facts relied on and settings for uncertain points: {@code docs/venues/binance.md}.
 */
@NullMarked
package haetae.venue.binance;

import org.jspecify.annotations.NullMarked;
