/** Research from the command line: simulations and their reports. Never trades. */
@NullMarked
package haetae.app.research;

import org.jspecify.annotations.NullMarked;
