package dev.tributary.testing;

import static dev.tributary.testing.FakeDynamoDb.requireValid;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition expression: that an attribute is there, is not there, or is equal to or less than a value; joined by AND and OR, and
 * in brackets. Of an attribute that is not there, no comparison holds.
 *
 * @param expression null for none
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">the
 *     syntax</a>
 */
record FakeCondition(@Nullable String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    private static final Pattern TOKEN = Pattern.compile("\\s*(attribute_(?:not_)?exists|AND|OR|[()=<]|#\\w+|:\\w+)");

    boolean holds(Map<String, AttributeValue> item) {
        if (expression == null) {
            return true;
        }
        Matcher matcher = TOKEN.matcher(expression.strip());
        List<String> tokens = new ArrayList<>();
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, expression.strip().length());
        }
        requireValid(end == expression.strip().length());
        Parser parser = new Parser(tokens, item);
        boolean holds = parser.either();
        requireValid(tokens.isEmpty());
        return holds;
    }

    private final class Parser {

        private final List<String> tokens;
        private final Map<String, AttributeValue> item;

        Parser(List<String> tokens, Map<String, AttributeValue> item) {
            this.tokens = tokens;
            this.item = item;
        }

        boolean either() {
            boolean holds = both();
            while (take("OR")) {
                holds |= both();
            }
            return holds;
        }

        private boolean both() {
            boolean holds = one();
            while (take("AND")) {
                holds &= one();
            }
            return holds;
        }

        private boolean one() {
            if (take("(")) {
                boolean holds = either();
                requireValid(take(")"));
                return holds;
            }
            String first = next();
            if (first.startsWith("attribute_")) {
                requireValid(take("("));
                boolean exists = item.containsKey(name(next()));
                requireValid(take(")"));
                return exists == first.equals("attribute_exists");
            }
            AttributeValue actual = item.get(name(first));
            boolean isEquality = take("=");
            requireValid(isEquality || take("<"));
            AttributeValue expected = values.get(next());
            requireValid(expected != null);
            if (actual == null || expected == null) {
                return false;
            }
            return isEquality ? actual.equals(expected) : isLess(actual, expected);
        }

        private boolean isLess(AttributeValue one, AttributeValue other) {
            if (one.n() != null && other.n() != null) {
                return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n())) < 0;
            }
            return one.s() != null && other.s() != null && one.s().compareTo(other.s()) < 0;
        }

        private String name(String placeholder) {
            String name = names.get(placeholder);
            requireValid(name != null);
            return String.valueOf(name);
        }

        private boolean take(String token) {
            boolean isNext = !tokens.isEmpty() && tokens.get(0).equals(token);
            if (isNext) {
                tokens.remove(0);
            }
            return isNext;
        }

        private String next() {
            requireValid(!tokens.isEmpty());
            return tokens.remove(0);
        }
    }
}
