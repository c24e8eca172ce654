package dev.tributary.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.tributary.config.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * One execution environment of a function: the handler, made from the function's own environment variables. A
 * {@link RequestStreamHandler} gets the event's bytes and writes the answer's; a {@link RequestHandler} stands between
 * the (de)serialization of Lambda's Java runtime.
 */
final class HandlerInstance {

    private final RequestStreamHandler handler;

    private HandlerInstance(RequestStreamHandler handler) {
        this.handler = handler;
    }

    /**
     * Starts a function as Lambda's initialization does.
     *
     * @param handlerName the class, and behind {@code ::} its method
     * @throws FunctionStartException if the class is none, or its constructor fails
     */
    static HandlerInstance start(String handlerName, Environment environment) {
        String className = handlerName.replaceFirst("::handleRequest$", "");
        try {
            Class<?> type = Class.forName(className);
            Method method = Arrays.stream(type.getMethods())
                    .filter(one -> one.getName().equals("handleRequest") && !one.isBridge())
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException(className + ".handleRequest"));
            Object handler = type.getConstructor(Environment.class).newInstance(environment);
            return new HandlerInstance(
                    handler instanceof RequestStreamHandler bytes ? bytes : overBytes(handler, method));
        } catch (InvocationTargetException e) {
            throw new FunctionStartException(handlerName, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new FunctionStartException(handlerName, e);
        }
    }

    byte[] handle(byte[] eventJson, Context context) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(eventJson), answer, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toByteArray();
    }

    private static RequestStreamHandler overBytes(Object instance, Method method) {
        @SuppressWarnings("unchecked")
        RequestHandler<Object, Object> handler = (RequestHandler<Object, Object>) instance;
        PojoSerializer<Object> input = serializer(method.getParameterTypes()[0]);
        PojoSerializer<Object> output = serializer(method.getReturnType());
        return (event, answer, context) -> output.toJson(handler.handleRequest(input.fromJson(event), context), answer);
    }

    /** As the runtime chooses: its own forms for the events that it knows, plain Jackson for the rest. */
    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Class<?> type) {
        PojoSerializer<?> serializer = LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
        return (PojoSerializer<Object>) serializer;
    }
}
