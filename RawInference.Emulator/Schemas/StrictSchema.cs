using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>Finds where a schema is not fit to be followed strictly: open objects, optional properties.</summary>
internal static class StrictSchema
{
    /// <summary>The place of the first object that does not say <c>additionalProperties: false</c>, as the provider writes places.</summary>
    public static string? OpenObject(JsonElement schema) =>
        Objects(schema, [])
            .Where(each => each.Schema.Flag("additionalProperties") != false)
            .Select(each => Place(each.Path))
            .FirstOrDefault();

    /// <summary>The first property that is not required.</summary>
    public static (string Place, string Property)? OptionalProperty(JsonElement schema)
    {
        foreach (var (path, each) in Objects(schema, []))
        {
            var required = each.Texts("required").ToHashSet();
            var optional = each.Member("properties") is { ValueKind: JsonValueKind.Object } properties
                ? properties.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !required.Contains(name))
                : null;
            if (optional is not null)
            {
                return (Place(path), optional);
            }
        }

        return null;
    }

    private static IEnumerable<(string[] Path, JsonElement Schema)> Objects(JsonElement schema, string[] path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<(string[] Path, JsonElement Schema)> own = SchemaType.Of(schema) == "object" ? [(path, schema)] : [];
        string[] maps = ["properties", "$defs", "definitions"];
        string[] lists = ["anyOf", "allOf", "oneOf", "prefixItems"];
        return own
            .Concat(maps.SelectMany(map => schema.Member(map) is { ValueKind: JsonValueKind.Object } named
                ? named.EnumerateObject().SelectMany(property => Objects(property.Value, [.. path, map, property.Name]))
                : []))
            .Concat(lists.SelectMany(list => schema.Items(list).SelectMany((item, index) => Objects(item, [.. path, list, $"{index}"]))))
            .Concat(schema.Member("items") is { } items ? Objects(items, [.. path, "items"]) : []);
    }

    /// <summary>A Python tuple: <c>()</c>, <c>('items',)</c>, <c>('properties', 'a')</c>.</summary>
    private static string Place(string[] path) => path switch
    {
        [] => "()",
        [var only] => $"('{only}',)",
        _ => $"({string.Join(", ", path.Select(each => $"'{each}'"))})",
    };
}
