package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import dev.tributary.aws.Invocation.Origin;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a redrive and the function that it invokes have to tell each other beyond event and answer: the one, in the custom part of
 * the invocation's client context, where the records come from; the other, in a partial batch response, that some of them were set
 * aside again. Event source mappings send no client context, and so never see such an answer.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">the client context of an invocation</a>
 */
public final class Redriven {

    private static final String ORIGIN = "tributary-origin";
    private static final Pattern SET_ASIDE = Pattern.compile("set-aside:([1-9][0-9]{0,8})");

    private Redriven() {}

    /** The custom part of the client context that tells a function of this origin. */
    public static Map<String, String> clientContext(Origin origin) {
        return Map.of(ORIGIN, origin.name());
    }

    /** How many records were set aside again, if this identifier of a partial batch response tells so. */
    public static OptionalInt setAside(String itemIdentifier) {
        Matcher told = SET_ASIDE.matcher(itemIdentifier);
        return told.matches() ? OptionalInt.of(Integer.parseInt(told.group(1))) : OptionalInt.empty();
    }

    /** The identifier that tells of so many records that were set aside again; no sequence number is one. */
    static String identifier(int setAside) {
        return "set-aside:" + setAside;
    }

    /** What the invocation was told; of the source unless it was told anything else. */
    static Origin originOf(Context context) {
        ClientContext client = context.getClientContext();
        String told = client == null || client.getCustom() == null
                ? ""
                : client.getCustom().getOrDefault(ORIGIN, "");
        return Arrays.stream(Origin.values())
                .filter(origin -> origin.name().equals(told))
                .findFirst()
                .orElse(Origin.SOURCE);
    }
}
