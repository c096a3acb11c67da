package io.watchlake.app.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface Node {

  /** Text as it stands. */
  record Text(String text) implements Node {}

  /** A value to fill in. */
  record Output(Expression value) implements Node {}

  /** A name for a value, until the block ends. */
  record Assign(String variable, boolean declares, Expression value) implements Node {}

  /** One of two bodies. */
  record If(Expression condition, List<Node> then, List<Node> otherwise) implements Node {}

  /** A body about another value, unless that is empty. */
  record With(@Nullable String variable, Expression value, List<Node> body, List<Node> otherwise)
      implements Node {}

  /** A body for each item. */
  record Range(
      @Nullable String key,
      @Nullable String item,
      Expression items,
      List<Node> body,
      List<Node> otherwise)
      implements Node {}

  /** Another template of the same file. */
  record Call(Place place, String name, @Nullable Expression value) implements Node {}

  /** Something that has a value. */
  sealed interface Expression {
    Place place();
  }

  /** A text, a number or a truth value. */
  record Literal(Place place, Object value) implements Expression {}

  /** The value that is spoken of, or a variable of this name, and fields of it. */
  record Path(Place place, @Nullable String variable, List<String> fields) implements Expression {}

  /** Fields of a value in brackets. */
  record FieldsOf(Place place, Expression value, List<String> fields) implements Expression {}

  /** A function with its arguments. */
  record Function(Place place, String name, List<Expression> arguments) implements Expression {}
}
