package io.watchlake.rules.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A step, found when it is read: steps hold steps. */
final class StepType implements FieldType<Entries> {

  @Override
  public @Nullable Entries read(Node node, Place place) {
    return Language.FOLLOWING_SECTION.read(node, place);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("$ref", "#/$defs/following");
  }
}
