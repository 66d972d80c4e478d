/**
 * The journal: what happened, in order, on disk before it takes effect; and snapshots that shorten
 * the way back. Sees bytes, never what they mean.
 */
@NullMarked
package haetae.store.journal;

import org.jspecify.annotations.NullMarked;
