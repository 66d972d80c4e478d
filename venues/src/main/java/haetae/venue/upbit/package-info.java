/**
 * Connector to Upbit's KRW spot markets. {@link haetae.venue.upbit.UpbitVenue} is the way in:
 *
 * <pre>{@code
 * UpbitSettings settings = UpbitSettings.at(UpbitSettings.Endpoints.PRODUCTION);
 * UpbitSigner signer =
 *     new UpbitSigner(accessKey, secret, settings.algorithm(), new Nonces());
 * UpbitVenue upbit =
 *     new UpbitVenue(settings, signer, instruments, Wires.trusted(), inbox, clockNs, trouble);
 * AccountReport report = upbit.checkAccount(Instant.now());  // rules, fees, what forbids live
 * upbit.start();                                             // events go to the inbox
 * upbit.gateway().place(approvedOrder);                      // answers come as events
 * upbit.status();                                            // each stream, for health
 * upbit.close();
 * }</pre>
 *
 * <p>Facts relied on and settings for uncertain points: {@code docs/venues/upbit.md}.
 */
@NullMarked
package haetae.venue.upbit;

import org.jspecify.annotations.NullMarked;
