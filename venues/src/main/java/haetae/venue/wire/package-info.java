/**
 * What both venues' connectors share: reading JSON in place, secrets, HTTP and WebSocket clients,
 * budgets, and the bookkeeping between a venue's answers and the engine's events. Knows no venue.
 */
@NullMarked
package haetae.venue.wire;

import org.jspecify.annotations.NullMarked;
