package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/**
 * Random messages of any kind, made from their description: every field, every type, ids of wrong
 * lengths, times of all years, values nested a few levels deep.
 */
final class RandomRequests {

  private static final int MAX_DEPTH = 14;

  private final Random random;

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  <M extends Message> M next(M prototype) {
    Message.Builder message = prototype.newBuilderForType();
    fill(message, 0);
    @SuppressWarnings("unchecked") // a builder builds what it was made from
    M built = (M) message.build();
    return built;
  }

  private void fill(Message.Builder message, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      boolean deep = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (deep && depth >= MAX_DEPTH || random.nextInt(8) == 0) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(field, value(message, field, depth));
        }
      } else if (field.getContainingOneof() == null || random.nextInt(3) == 0) {
        message.setField(field, value(message, field, depth));
      }
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder child = parent.newBuilderForField(field);
        // Values nest without end: go deeper faster there.
        fill(child, depth + (field.getMessageType().getName().equals("AnyValue") ? 3 : 1));
        yield child.build();
      }
      case STRING -> text();
      case BYTE_STRING -> bytes(field.getName());
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(20);
      case LONG -> number(field.getName());
      case FLOAT -> random.nextFloat();
      case DOUBLE ->
          List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, random.nextGaussian())
              .get(random.nextInt(5));
      case ENUM -> enumValue(field);
    };
  }

  private EnumValueDescriptor enumValue(FieldDescriptor field) {
    return field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(30) - 2);
  }

  private long number(String name) {
    if (!name.endsWith("unix_nano") || random.nextInt(6) == 0) {
      return List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE).get(random.nextInt(5));
    }
    return Requests.NOW - random.nextInt(1_000_000_000);
  }

  private ByteString bytes(String name) {
    int length = name.equals("trace_id") ? 16 : 8;
    byte[] bytes = new byte[random.nextInt(6) == 0 ? random.nextInt(20) : length];
    if (random.nextInt(6) != 0) {
      random.nextBytes(bytes);
    }
    return ByteString.copyFrom(bytes);
  }

  private String text() {
    return List.of(
            "", "a", "service.name", "k\u0000\"\\\n", "größe", "\uD83D\uDE00", "x".repeat(40))
        .get(random.nextInt(7));
  }
}
