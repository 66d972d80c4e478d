/** Configuration and secrets: reading, checking, naming what is wrong. Starts nothing. */
@NullMarked
package haetae.app.config;

import org.jspecify.annotations.NullMarked;
