/** What the commands have in common; knows nothing of what they do. */
@NullMarked
package haetae.app.cli;

import org.jspecify.annotations.NullMarked;
