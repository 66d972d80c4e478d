/** Other people's libraries on the same messages and orders: not a part of the service. */
@NullMarked
package haetae.bench.peers;

import org.jspecify.annotations.NullMarked;
