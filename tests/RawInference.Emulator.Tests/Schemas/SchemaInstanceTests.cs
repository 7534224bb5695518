using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NJsonSchema;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Schemas;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Tests.Schemas;

public sealed class SchemaInstanceTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":40},"b":{"type":"string","maxLength":3}},"required":["a","b"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x","y"]},"b":{"const":7},"c":{"type":"boolean"},"d":{"type":"null"}},"required":["a","b","c","d"],"additionalProperties":false}""")]
    [InlineData("""{"type":"array","minItems":3,"maxItems":3,"items":{"type":"integer","minimum":5,"maximum":9}}""")]
    [InlineData("""{"type":"array","minItems":3,"uniqueItems":true,"items":{"type":"integer"}}""")]
    [InlineData("""{"type":"array","minItems":2,"uniqueItems":true,"items":{"enum":["red","green","blue"]}}""")]
    [InlineData("""{"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"string"}}""")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.1}""")]
    [InlineData("""{"type":"number","minimum":-3,"maximum":-2}""")]
    [InlineData("""{"type":"integer","multipleOf":7,"minimum":10}""")]
    [InlineData("""{"type":"integer","exclusiveMinimum":4,"maximum":5}""")]
    [InlineData("""{"type":["null","string"]}""")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}]}""")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"integer"}},"required":["b"]}]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/leaf"}},"required":["a"],"$defs":{"leaf":{"type":"object","properties":{"v":{"type":"integer","minimum":3}},"required":["v"]}}}""")]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#"}}},"required":["name","children"]}""")]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}""")]
    [InlineData("""{"type":"string","format":"date-time"}""")]
    [InlineData("""{"type":"string","format":"date"}""")]
    [InlineData("""{"type":"string","format":"email"}""")]
    [InlineData("""{"type":"string","format":"uuid"}""")]
    [InlineData("""{"type":"string","format":"uri"}""")]
    [InlineData("""{"type":"string","format":"ipv4"}""")]
    [InlineData("""{"type":"string","format":"ipv6"}""")]
    [InlineData("""{"type":"string","format":"hostname"}""")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{3}-\\d{4}$"}""")]
    [InlineData("""{"type":"string","pattern":"^(red|green) (\\w+)$"}""")]
    [InlineData("""{"type":"string","pattern":"^[a-z0-9][a-z0-9_-]{0,62}$"}""")]
    [InlineData("""{"type":"string","pattern":"^a+b*c?[^x]$"}""")]
    [InlineData("""{"type":"string","pattern":"^[0-9]+$","minLength":6}""")]
    public async Task Instance_FulfilsItsSchema(string schema)
    {
        var instance = Make(schema, "Weather in Paris for 12 days?");

        Assert.Empty((await JsonSchema.FromJsonAsync(schema)).Validate(instance));
    }

    [Theory]
    [InlineData("""{"type":[1,true]}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":[null,"string"]}},"required":[7,"a"]}""")]
    [InlineData("""{"type":"object","properties":[1],"required":"a"}""")]
    [InlineData("""{"type":"array","items":7,"minItems":"x"}""")]
    [InlineData("""{"type":"string","pattern":7,"format":7,"minLength":-1}""")]
    [InlineData("""{"$ref":7,"anyOf":[7],"allOf":7,"$defs":7}""")]
    public void SchemaThatIsNone_StillHasAnInstance(string schema)
    {
        using var json = JsonDocument.Parse(schema);

        Assert.NotEmpty(Make(schema, "Hi"));
        Assert.NotEqual("", StrictSchema.OptionalProperty(json.RootElement)?.Property);
    }

    [Theory]
    [InlineData("""{"type":"number","minimum":1e300}""")]
    [InlineData("""{"type":"string","pattern":"("}""")]
    public void SchemaOutOfReach_IsRefused(string schema) => Assert.Throws<WireErrorException>(() => Make(schema, "Hi"));

    [Fact]
    public void RandomSchemas_AreFulfilled() =>
        Prop.ForAll<int>(seed =>
        {
            var schema = RandomSchema(new Random(seed), depth: 3);
            var problems = JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult().Validate(Make(schema, "Use 4 of them"));
            return (problems.Count == 0).Label($"{schema}: {string.Join(", ", problems)}");
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"type":"object","properties":{"city":{"type":"string"}}}""", "Weather in New York today", """{"city":"New York"}""")]
    [InlineData("""{"type":"object","properties":{"file_name":{"type":"string"}}}""", "file name: report.txt", """{"file_name":"report.txt"}""")]
    [InlineData("""{"type":"object","properties":{"title":{"type":"string"}}}""", "title is \"A long day\"", """{"title":"A long day"}""")]
    [InlineData("""{"type":"object","properties":{"count":{"type":"integer"}}}""", "Send me 12 of them", """{"count":12}""")]
    [InlineData("""{"type":"object","properties":{"count":{"type":"integer","maximum":5}}}""", "Send me 12 of them", """{"count":1}""")]
    [InlineData("""{"type":"object","properties":{"unit":{"enum":["celsius","kelvin"]}}}""", "in Kelvin please", """{"unit":"kelvin"}""")]
    public void ObviousValues_ComeFromThePrompt(string schema, string prompt, string expected) =>
        Assert.Equal(expected, Make(schema, prompt));

    [Theory]
    [InlineData("""{"type":"string","pattern":"^(?=.*never)(?!.*never).$"}""")]
    [InlineData("""{"$ref":"#/$defs/missing"}""")]
    [InlineData("""{"$ref":"https://example.com/schema.json"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""")]
    public void SchemaBeyondTheEmulator_IsRefusedAndNotFaked(string schema)
    {
        var exception = Assert.Throws<WireErrorException>(() => Make(schema, ""));

        Assert.Equal("schema_not_supported", exception.Error.Code);
    }

    private static string Make(string schema, string prompt)
    {
        using var document = JsonDocument.Parse(schema);
        return EmulatorJson.Text(SchemaInstance.Create(document.RootElement, new PromptValues(prompt)));
    }

    private static string RandomSchema(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 7 : 5))
        {
            case 0:
                var least = random.Next(0, 9);
                return $$"""{"type":"string","minLength":{{least}},"maxLength":{{least + random.Next(0, 20)}}}""";
            case 1:
                var minimum = random.Next(-50, 50);
                return $$"""{"type":"{{(random.Next(2) == 0 ? "integer" : "number")}}","minimum":{{minimum}},"maximum":{{minimum + random.Next(0, 9)}}}""";
            case 2:
                return """{"type":"boolean"}""";
            case 3:
                return """{"enum":["a","b",3]}""";
            case 4:
                return $$"""{"type":"integer","multipleOf":{{random.Next(1, 9)}},"minimum":{{random.Next(-9, 9)}}}""";
            case 5:
                return $$"""{"type":"array","minItems":{{random.Next(0, 4)}},"items":{{RandomSchema(random, depth - 1)}}}""";
            default:
                var properties = Enumerable.Range(0, random.Next(0, 4)).Select(index => (Name: $"p{index}", Schema: RandomSchema(random, depth - 1))).ToArray();
                var members = string.Join(',', properties.Select(property => $"\"{property.Name}\":{property.Schema}"));
                var required = string.Join(',', properties.Select(property => $"\"{property.Name}\""));
                return $$"""{"type":"object","properties":{ {{members}} },"required":[{{required}}],"additionalProperties":false}""";
        }
    }
}
