/**
 * The vocabulary of software delivery: what was reported, and what follows from it. "Delivery" is
 * DevOps delivery metrics; the EU's Regulation 2022/2554 is "resilience".
 */
@NullMarked
package io.watchlake.model.delivery;

import org.jspecify.annotations.NullMarked;
