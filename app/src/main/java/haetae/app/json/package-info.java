/** JSON, written and read; knows nothing of what is in it. */
@NullMarked
package haetae.app.json;

import org.jspecify.annotations.NullMarked;
