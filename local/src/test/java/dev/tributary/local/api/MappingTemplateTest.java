package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.apache.velocity.exception.MethodInvocationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTemplateTest {

    private static final String BODY = "{\"a\":{\"b\":[1,{\"c\":\"it's\"}]},\"n\":1.50,\"none\":null}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$input.body                                        | {\"a\":{\"b\":[1,{\"c\":\"it's\"}]},\"n\":1.50,\"none\":null}",
                "$input.json('$.a')                                 | {\"b\":[1,{\"c\":\"it's\"}]}",
                "$input.json('$.n')                                 | 1.5",
                "$input.json('$.missing')                           | \"\"",
                "[$input.path('$.missing')]                         | []",
                "$input.path('$.a.b[1].c')                          | it's",
                "$input.path('$.a').b.size()                        | 2",
                "$input.params('type')$input.params('q')$input.params('H')$input.params('no') | orders1h",
                "$input.params().querystring.get('q')               | 1",
                "$util.escapeJavaScript(\"it's /\")                 | it\\'s \\/",
                "$util.escapeJavaScript('')                         | {}",
                "$util.base64Decode($util.base64Encode('ö'))        | ö",
                "$util.urlDecode($util.urlEncode('a b&'))           | a b&",
                "$util.parseJson('{\"x\":{\"y\":2}}').x.y           | 2",
                "$context.requestId $context.stage $context.httpMethod | id v1 POST",
                "$stageVariables.colour                             | blue",
                "#foreach($i in [1,2])$foreach.index$i#if($foreach.hasNext),#end#end | 01,12",
                "#set($x-y = 'a')$x-y                               | a",
                "#set($x = '')#if($x)true#end                       | true",
                "#set($n = 7)[$!n.length()]                         | []"
            })
    void shouldEvaluateAsApiGatewayDoes(String template, String expected) {
        assertThat(evaluate(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$util.toJson($input.body)                 | toJson()",
                "$util.error('x')                          | error()",
                "$input.bodyAsJson                         | $input.bodyAsJson",
                "$input.body.getClass().forName('java.lang.Runtime') | getClass()",
                "$input.body.class                         | $input.body.class is null",
                "$input.body.getBytes()                    | getBytes()",
                "$input.body.matches('x')                  | matches()",
                "$input.params().remove('path')            | remove()",
                "$context.identity.country                 | country",
                "$context.nothing                          | nothing",
                "$foreach.index                            | $foreach.index is null",
                "$ctx.args                                 | $ctx",
                "$undefined                                | $undefined",
                "\"#set($a = \"$undefined\")\"             | $undefined",
                "#macro(m)x#end                            | #macro",
                "#parse('x')                               | #parse",
                "#include('x')                             | #include",
                "#define($d)x#end                          | #define",
                "#stop                                     | #stop",
                "#set($a = 'abc')$a.substring($a.length() - 1) | arithmetic",
                "#set($a = 'abc')$a.substring('x')         | substring with these arguments",
                "#set($a = {})$a                           | $a is {}",
                "$input.path('$.a')                        | is {b=",
                "$input.path('$.missing').x                | is null",
                "$stageVariables.none                      | is null",
                "#set($context.stage = 'x')                | stage",
                "#set($context.responseOverride.body = 'x') | override of body",
                "#set($context.responseOverride.status = 202)#set($context.responseOverride.status = 202) | override of status",
                "#foreach($c in 'abc')$c#end               | #foreach over no list",
                "#if($input.body                           | Encountered"
            })
    void shouldRefuseWhatApiGatewayDoesNotHave(String template, String named) {
        assertThatExceptionOfType(TemplateErrorException.class)
                .isThrownBy(() -> evaluate(template))
                .withMessageStartingWith("a template")
                .withMessageContaining(named);
    }

    @Test
    void shouldRefuseLongLoopsAndLongTemplates() {
        String loop = "#foreach($i in $input.path('$'))$i#end";
        String thousand = "[" + "1,".repeat(999) + "1]";

        assertThat(evaluate(loop, thousand)).hasSize(1000);
        assertThatExceptionOfType(TemplateErrorException.class)
                .isThrownBy(() -> evaluate(loop, thousand.replaceFirst("1", "1,1")))
                .withMessageContaining("1001 elements");
        assertThatExceptionOfType(TemplateErrorException.class)
                .isThrownBy(() -> evaluate("x".repeat(307_201)))
                .withMessageContaining("307201 characters");
    }

    @Test
    void shouldFailWhereAFunctionDoes() {
        for (String template :
                new String[] {"$!input.path('[')", "$!util.parseJson('x')", "$!util.base64Decode('?')"}) {
            assertThatExceptionOfType(MethodInvocationException.class)
                    .isThrownBy(() -> evaluate(template))
                    .withMessageContaining("a template, line 1: ");
        }
        assertThatExceptionOfType(MethodInvocationException.class)
                .isThrownBy(() -> evaluate("$!input.path('$')", "<html>"))
                .withMessageContaining("payload: not JSON");
    }

    @Test
    void shouldRefuseDefaultsOfReferences() {
        assertThatExceptionOfType(TemplateErrorException.class)
                .isThrownBy(() -> evaluate("\n#set($a = 'abc')${a|'x'}"))
                .withMessageStartingWith("a template, line 2: ")
                .withMessageContaining("default");
    }

    private static String evaluate(String template) {
        return evaluate(template, BODY);
    }

    private static String evaluate(String template, String body) {
        ApiRequest request = new ApiRequest("id", ApiFixture.NOW, "POST", "/events/orders", Map.of(), Map.of(), body);
        TemplateInput input = new TemplateInput(
                body,
                Map.of("path", Map.of("type", "orders"), "querystring", Map.of("q", "1"), "header", Map.of("H", "h")));
        return MappingTemplate.of("a template", template)
                .evaluate(
                        input,
                        ContextVariables.of(request, "v1").with("responseOverride", Overrides.ofResponse()),
                        Map.of("colour", "blue"));
    }
}
