/**
 * Premium and edge by executable prices at the traded size. Never decides and never sizes by a
 * displayed (mid or last) price.
 */
@NullMarked
package haetae.premium;

import org.jspecify.annotations.NullMarked;
