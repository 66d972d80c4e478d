/** What the stores have in common. */
@NullMarked
package haetae.store;

import org.jspecify.annotations.NullMarked;
