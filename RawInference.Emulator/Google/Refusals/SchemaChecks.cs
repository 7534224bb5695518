using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Refusals;

/// <summary>Checks on schemas in the provider's own dialect.</summary>
internal static class SchemaChecks
{
    public static IReadOnlyDictionary<string, string>? ItemsMissing(RefusalContext context)
    {
        var found = All(context).FirstOrDefault(each => each.Schema.Text("type") == "ARRAY" && each.Schema.Member("items") is null);
        return found.Path is null ? null : Quoted.Of(("path", found.Path));
    }

    public static IReadOnlyDictionary<string, string>? RequiredUndefined(RefusalContext context)
    {
        foreach (var (path, schema) in All(context))
        {
            var index = schema.Texts("required").ToList().FindIndex(name => schema.Member("properties")?.Member(name) is null);
            if (index >= 0)
            {
                return Quoted.Of(("path", path), ("index", index));
            }
        }

        return null;
    }

    public static IReadOnlyDictionary<string, string>? WithoutJson(RefusalContext context)
    {
        var config = context.Body.Member("generationConfig");
        return Quoted.When((config?.Member("responseSchema") ?? config?.Member("responseJsonSchema")) is not null
            && config?.Text("responseMimeType") is not ("application/json" or "text/x.enum"));
    }

    /// <summary>Every schema in the request with its place, as the provider writes it.</summary>
    private static IEnumerable<(string Path, JsonElement Schema)> All(RefusalContext context)
    {
        var answer = context.Body.Member("generationConfig")?.Member("responseSchema") is { } schema
            ? Below("generation_config.response_schema", schema)
            : [];
        var functions = context.Body.Items("tools").SelectMany((tool, at) => tool.Items("functionDeclarations").SelectMany((function, index) =>
            function.Member("parameters") is { } parameters ? Below($"tools[{at}].function_declarations[{index}].parameters", parameters) : []));
        return answer.Concat(functions);
    }

    private static IEnumerable<(string Path, JsonElement Schema)> Below(string path, JsonElement schema)
    {
        IEnumerable<(string Path, JsonElement Schema)> own = [(path, schema)];
        var properties = schema.Member("properties") is { ValueKind: JsonValueKind.Object } named
            ? named.EnumerateObject().SelectMany(property => Below($"{path}.properties[{property.Name}]", property.Value))
            : [];
        var items = schema.Member("items") is { } item ? Below($"{path}.items", item) : [];
        var choices = schema.Items("anyOf").SelectMany((each, index) => Below($"{path}.any_of[{index}]", each));
        return own.Concat(properties).Concat(items).Concat(choices);
    }
}
