using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Wire;

/// <summary>Turns the provider's own Schema message into the JSON Schema that it stands for.</summary>
internal static class SchemaDialect
{
    public static JsonElement ToJsonSchema(JsonElement schema) => JsonSerializer.SerializeToElement(Convert(schema));

    private static JsonObject Convert(JsonElement schema)
    {
        var converted = new JsonObject();
        foreach (var member in schema.EnumerateObject())
        {
            switch (member.Name)
            {
                case "type":
                    var type = member.Value.GetString()!.ToLowerInvariant();
                    converted["type"] = schema.Flag("nullable") == true ? new JsonArray(type, "null") : type;
                    break;
                case "properties":
                    converted["properties"] = new JsonObject(
                        Ordered(schema).Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Convert(property.Value))));
                    break;
                case "defs":
                    converted["$defs"] = new JsonObject(
                        member.Value.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, (JsonNode?)Convert(each.Value))));
                    break;
                case "ref":
                    converted["$ref"] = EmulatorJson.Node(member.Value);
                    break;
                case "items":
                    converted["items"] = Convert(member.Value);
                    break;
                case "anyOf":
                    converted["anyOf"] = new JsonArray([.. member.Value.EnumerateArray().Select(each => (JsonNode?)Convert(each))]);
                    break;
                case "nullable" or "propertyOrdering" or "example":
                    break;
                default:
                    converted[member.Name] = EmulatorJson.Node(member.Value);
                    break;
            }
        }

        return converted;
    }

    /// <summary>An answer has its properties in this order.</summary>
    private static IEnumerable<JsonProperty> Ordered(JsonElement schema)
    {
        var order = schema.Texts("propertyOrdering").ToList();
        return schema.GetProperty("properties").EnumerateObject()
            .OrderBy(property => order.IndexOf(property.Name) is var index and >= 0 ? index : int.MaxValue);
    }
}
