/** Writes and reads state and events as bytes. Knows nothing of what they mean. */
@NullMarked
package haetae.state;

import org.jspecify.annotations.NullMarked;
