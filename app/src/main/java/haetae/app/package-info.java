/** The command line and the wiring by hand of everything else. */
@NullMarked
package haetae.app;

import org.jspecify.annotations.NullMarked;
