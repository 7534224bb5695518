using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>Lays the parts of <c>allOf</c>, or the chosen one of <c>anyOf</c>, over what stands beside them.</summary>
internal static class SchemaMerge
{
    private static readonly string[] Combiners = ["allOf", "anyOf", "oneOf"];

    public static JsonElement Merge(JsonElement schema, IEnumerable<JsonElement> parts)
    {
        var merged = new JsonObject();
        foreach (var part in parts.Prepend(schema).Where(part => part.ValueKind == JsonValueKind.Object))
        {
            foreach (var member in part.EnumerateObject().Where(member => !Combiners.Contains(member.Name)))
            {
                Lay(merged, member.Name, EmulatorJson.Node(member.Value));
            }
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    private static void Lay(JsonObject merged, string name, JsonNode? value)
    {
        switch (name, merged[name], value)
        {
            case ("properties", JsonObject before, JsonObject more):
                foreach (var (property, schema) in more)
                {
                    before[property] = schema?.DeepClone();
                }

                break;
            case ("required", JsonArray before, JsonArray more):
                foreach (var each in more)
                {
                    before.Add(each?.DeepClone());
                }

                break;
            default:
                merged[name] = value;
                break;
        }
    }
}
