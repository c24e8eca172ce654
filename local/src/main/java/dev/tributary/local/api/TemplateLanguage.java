package dev.tributary.local.api;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.velocity.runtime.directive.ForeachScope;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.UberspectImpl;
import org.apache.velocity.util.introspection.VelMethod;
import org.apache.velocity.util.introspection.VelPropertyGet;
import org.apache.velocity.util.introspection.VelPropertySet;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping template may call, which is far less than Velocity would let it. {@code $input} and {@code $util} have the
 * functions of "Variables for data transformations" in API Gateway's developer guide. Of Java's methods there are {@code get}
 * and {@code keySet} of maps, {@code replaceAll} of strings and {@code $foreach}, which the examples of that guide use, and
 * those that public templates are known to use there: {@code containsKey}, {@code size}, {@code add}, {@code length},
 * {@code contains}, {@code startsWith}, {@code endsWith}, {@code indexOf}, {@code substring}, {@code split},
 * {@code toLowerCase}, {@code trim}.
 *
 * <p>A method that another kind of value has, called on one that lacks it, gives nothing, as in Velocity: templates tell text
 * from numbers by {@code length()}. All else is an error. Velocity makes one of these by its class's name.
 */
public final class TemplateLanguage extends UberspectImpl {

    /** Quotas of API Gateway: iterations of a loop. */
    private static final int ITERATIONS = 1000;

    private static final Map<Class<?>, Set<String>> METHODS = Map.of(
            TemplateInput.class, Set.of("json", "params", "path"),
            TemplateUtil.class,
                    Set.of("base64Decode", "base64Encode", "escapeJavaScript", "parseJson", "urlDecode", "urlEncode"),
            Map.class, Set.of("containsKey", "get", "keySet", "size"),
            List.class, Set.of("add", "contains", "get", "size"),
            String.class,
                    Set.of(
                            "contains",
                            "endsWith",
                            "indexOf",
                            "length",
                            "replaceAll",
                            "split",
                            "startsWith",
                            "substring",
                            "toLowerCase",
                            "trim"));

    private static final Set<String> LOOP = Set.of("count", "first", "hasNext", "index", "last");

    @Override
    public @Nullable VelMethod getMethod(Object object, String name, Object[] arguments, Info at) {
        String expectation = "one of " + known(object);
        if (known(object).contains(name)) {
            VelMethod method = super.getMethod(object, name, arguments, at);
            if (method == null) {
                throw error(at, name + " with these arguments", expectation);
            }
            return method;
        }
        boolean ofOthers = object.getClass().getPackageName().startsWith("java.")
                && METHODS.values().stream().anyMatch(methods -> methods.contains(name));
        if (!ofOthers) {
            throw error(at, name + "()", expectation);
        }
        return null;
    }

    private static Set<String> known(Object object) {
        return METHODS.entrySet().stream()
                .filter(type -> type.getKey().isInstance(object))
                .flatMap(type -> type.getValue().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable VelPropertyGet getPropertyGet(Object object, String name, Info at) {
        if (object instanceof TemplateInput input) {
            if (!name.equals("body")) {
                throw error(at, "$input." + name, "body, json, params or path");
            }
            return new Property(name, ignored -> input.body());
        }
        if (object instanceof ContextVariables) {
            return new Property(name, context -> ((ContextVariables) context)
                    .get(name)
                    .orElseThrow(() -> error(at, name, "a documented variable of $context that is simulated")));
        }
        if (object instanceof Overrides) {
            return new Property(name, overrides -> ((Overrides) overrides)
                    .part(name)
                    .orElseThrow(() -> error(at, name, "status or header of $context.responseOverride")));
        }
        if (object instanceof ForeachScope) {
            if (!LOOP.contains(name)) {
                throw error(at, "$foreach." + name, "one of " + LOOP);
            }
            return super.getPropertyGet(object, name, at);
        }
        return object instanceof Map<?, ?> ? new Property(name, map -> ((Map<?, ?>) map).get(name)) : null;
    }

    @Override
    public VelPropertySet getPropertySet(Object object, String name, Object value, Info at) {
        if (object instanceof Overrides) {
            return new Assignment(name, at);
        }
        throw error(at, name, "an assignment to a variable, or to an override of $context");
    }

    @Override
    public Iterator<?> getIterator(Object object, Info at) {
        if (object instanceof Collection<?> collection && collection.size() <= ITERATIONS) {
            return collection.iterator();
        }
        String what = object instanceof Collection<?> collection ? collection.size() + " elements" : "no list";
        throw error(at, "#foreach over " + what, "a list of at most " + ITERATIONS);
    }

    private static TemplateErrorException error(Info at, String reference, String expectation) {
        return new TemplateErrorException(at.getTemplateName() + ", line " + at.getLine(), reference, expectation);
    }

    private record Property(String name, Function<Object, @Nullable Object> getter) implements VelPropertyGet {
        @Override
        public @Nullable Object invoke(Object object) {
            return getter.apply(object);
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public String getMethodName() {
            return name;
        }
    }

    /** API Gateway: "an override may only be applied to each parameter once". */
    private record Assignment(String name, Info at) implements VelPropertySet {
        @Override
        public Object invoke(Object overrides, Object value) {
            if (!((Overrides) overrides).set(name, value)) {
                throw error(at, "override of " + name, "status or header of $context.responseOverride, each once");
            }
            return value;
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public String getMethodName() {
            return name;
        }
    }
}
