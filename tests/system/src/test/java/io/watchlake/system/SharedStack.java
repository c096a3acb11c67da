package io.watchlake.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests the one stack they share: started for the first that asks, stopped after the last of
 * the whole run. Each test uses a timeline of its own. A test that fails says how the stack was.
 */
final class SharedStack implements ParameterResolver, TestExecutionExceptionHandler {

  private static final Namespace SHARED = Namespace.create(SharedStack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestStack.class;
  }

  @Override
  public TestStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Started started =
        context
            .getRoot()
            .getStore(SHARED)
            .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class);
    return started.stack;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Started started = context.getRoot().getStore(SHARED).get(Started.class, Started.class);
    if (started != null) {
      failure.addSuppressed(new AssertionError("the stack then:\n" + started.stack.describe()));
    }
    throw failure;
  }

  private static final class Started implements AutoCloseable {
    private final TestStack stack = TestStack.embedded();

    Started() {
      try {
        stack.up(false, "sql-gateway");
      } catch (AssertionError | RuntimeException failure) {
        stack.close();
        throw failure;
      }
    }

    @Override
    public void close() {
      stack.close();
    }
  }
}
