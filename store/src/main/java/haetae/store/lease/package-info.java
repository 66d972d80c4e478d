/**
 * The lease on an account, kept where services on several machines can see it. Grants, renews and
 * tells; it does not decide what a service does without one.
 */
@NullMarked
package haetae.store.lease;

import org.jspecify.annotations.NullMarked;
