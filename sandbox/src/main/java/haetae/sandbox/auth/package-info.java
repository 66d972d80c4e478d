/** Keys of the stand-in venues, and the queries that are signed with them. */
@NullMarked
package haetae.sandbox.auth;

import org.jspecify.annotations.NullMarked;
