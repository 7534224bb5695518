using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>Makes a JSON value that fulfils a JSON Schema, with values from the prompt where they are obvious.</summary>
internal sealed class SchemaInstance
{
    /// <summary>Below this depth only what is required is made, so that a recursive schema ends.</summary>
    private const int FullDepth = 5;

    private const int MaxDepth = 24;

    private readonly JsonElement _root;
    private readonly PromptValues _prompt;

    private SchemaInstance(JsonElement root, PromptValues prompt) => (_root, _prompt) = (root, prompt);

    public static JsonNode Create(JsonElement schema, PromptValues prompt)
    {
        try
        {
            return new SchemaInstance(schema, prompt).Make(schema, name: "", depth: 0) ?? new JsonObject();
        }
        catch (Exception exception) when (exception is OverflowException or RegexParseException or RegexMatchTimeoutException)
        {
            throw Unsupported("it has a number beyond all decimals, or a pattern that cannot be matched");
        }
    }

    private JsonNode? Make(JsonElement schema, string name, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Unsupported("it requires itself without end");
        }

        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "anything";
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            return EmulatorJson.Node(constant);
        }

        if (schema.Items("enum").ToArray() is { Length: > 0 } values)
        {
            var mentioned = values.FirstOrDefault(value => value.ValueKind == JsonValueKind.String && _prompt.Mentions(value.GetString()!));
            return EmulatorJson.Node(mentioned.ValueKind == JsonValueKind.Undefined ? values[0] : mentioned);
        }

        return SchemaType.Of(schema) switch
        {
            "object" => MakeObject(schema, depth),
            "array" => MakeArray(schema, name, depth),
            "string" => SchemaText.Make(schema, name, _prompt, seed: depth),
            "integer" => SchemaNumber.Make(schema, name, _prompt, whole: true),
            "number" => SchemaNumber.Make(schema, name, _prompt, whole: false),
            "boolean" => !_prompt.Mentions($"not {name}"),
            "null" => null,
            _ => "anything",
        };
    }

    private JsonObject MakeObject(JsonElement schema, int depth)
    {
        var required = schema.Texts("required").ToHashSet();
        var instance = new JsonObject();
        if (schema.Member("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (depth < FullDepth || required.Contains(property.Name))
                {
                    instance[property.Name] = depth >= FullDepth && SchemaType.AllowsNull(Resolve(property.Value))
                        ? null
                        : Make(property.Value, property.Name, depth + 1);
                }
            }
        }

        foreach (var name in required.Where(name => !instance.ContainsKey(name)))
        {
            instance[name] = schema.Member("additionalProperties") is { ValueKind: JsonValueKind.Object } other ? Make(other, name, depth + 1) : name;
        }

        return instance;
    }

    private JsonArray MakeArray(JsonElement schema, string name, int depth)
    {
        var least = schema.Integer("minItems") ?? 0;
        var most = schema.Integer("maxItems") ?? int.MaxValue;
        var count = Math.Min(most, Math.Max(least, depth < FullDepth ? 1 : 0));
        var first = schema.Items("prefixItems").ToArray();
        var array = new JsonArray();
        for (var index = 0; index < Math.Max(count, first.Length); index++)
        {
            var item = index < first.Length ? first[index] : schema.Member("items") ?? default;
            var node = Make(item, name, depth + 1);
            if (schema.Flag("uniqueItems") == true && array.Any(other => JsonNode.DeepEquals(other, node)))
            {
                node = Another(Resolve(item), array, node);
            }

            array.Add(node);
        }

        return array;
    }

    private static JsonNode Another(JsonElement schema, JsonArray used, JsonNode? first)
    {
        var choices = schema.Items("enum").Select(value => EmulatorJson.Node(value));
        if (first?.GetValueKind() == JsonValueKind.Number)
        {
            var step = schema.Number("multipleOf") ?? 1;
            choices = Enumerable.Range(1, used.Count + 1).Select(index => (JsonNode?)(first.GetValue<decimal>() + index * (decimal)step));
        }
        else if (first?.GetValueKind() == JsonValueKind.String && !schema.TryGetProperty("enum", out _))
        {
            choices = Enumerable.Range(1, used.Count + 1).Select(index => (JsonNode?)$"{first.GetValue<string>()} {index}");
        }

        return choices.FirstOrDefault(choice => !used.Any(other => JsonNode.DeepEquals(other, choice)))
            ?? throw Unsupported("its items cannot be made unique");
    }

    /// <summary>Follows references and choices to the schema that counts: the first of anyOf, all of allOf.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        for (var steps = 0; steps < MaxDepth; steps++)
        {
            if (schema.Text("$ref") is { } reference)
            {
                schema = SchemaReference.Follow(_root, reference);
            }
            else if (schema.Items("allOf").ToArray() is { Length: > 0 } all)
            {
                schema = SchemaMerge.Merge(schema, all.Select(Resolve));
            }
            else if (schema.Items("anyOf").Concat(schema.Items("oneOf")).ToArray() is { Length: > 0 } choices)
            {
                var choice = choices.Select(Resolve).FirstOrDefault(each => SchemaType.Of(each) != "null", choices[0]);
                schema = SchemaMerge.Merge(schema, [choice]);
            }
            else
            {
                return schema;
            }
        }

        throw Unsupported("its references lead in a circle");
    }

    internal static WireErrorException Unsupported(string why) => new(WireError.OfEmulator(
        $"The emulator cannot answer for this schema: {why}.", "schema_not_supported"));
}
