/**
 * What travels between operators and lies in state: one versioned serializer over a small format
 * per type, so that no byte in a savepoint depends on Kryo, Java serialization or enum ordinals.
 */
@NullMarked
package io.watchlake.jobs.stage.type;

import org.jspecify.annotations.NullMarked;
