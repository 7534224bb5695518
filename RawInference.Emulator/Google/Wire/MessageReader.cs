using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Wire;

/// <summary>
/// Reads JSON as the provider reads it into its messages: either spelling of a name, one value for a list of one, enums in any case;
/// and notes every field that has no place there. What is read has the names of the documentation.
/// </summary>
internal sealed class MessageReader(MessageTable table)
{
    private const string TypePrefix = "type.googleapis.com/google.ai.generativelanguage.v1beta.";

    private readonly List<FieldViolation> _violations = [];

    public IReadOnlyList<FieldViolation> Violations => _violations;

    public JsonObject Read(JsonElement body, string message) => Message(body, table.Fields(message)!, path: "");

    private JsonObject Message(JsonElement value, IReadOnlyDictionary<string, string> fields, string path)
    {
        var read = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            var name = FieldName.Camel(member.Name);
            if (!fields.TryGetValue(name, out var type))
            {
                var place = path.Length == 0 ? "" : $" at '{path}'";
                Note(path, $"Invalid JSON payload received. Unknown name \"{member.Name}\"{place}: Cannot find field.");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                var below = path.Length == 0 ? FieldName.Snake(name) : $"{path}.{FieldName.Snake(name)}";
                read[name] = Field(member.Value, type, below);
            }
        }

        return read;
    }

    private JsonNode? Field(JsonElement value, string type, string path)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            var item = type[..^2];
            return value.ValueKind == JsonValueKind.Array
                ? new JsonArray([.. value.EnumerateArray().Select((each, index) => Value(each, item, $"{path}[{index}]"))])
                : new JsonArray(Value(value, item, $"{path}[0]"));
        }

        if (value.ValueKind == JsonValueKind.Array && type != "any")
        {
            Note(path, "Proto field is not repeating, cannot start list.");
            return EmulatorJson.Node(value);
        }

        return type[0] == '{' && value.ValueKind == JsonValueKind.Object
            ? new JsonObject(value.EnumerateObject().Select((each, index) =>
                KeyValuePair.Create(each.Name, Value(each.Value, type[1..^1], $"{path}[{index}].value"))))
            : Value(value, type, path);
    }

    private JsonNode? Value(JsonElement value, string type, string path)
    {
        if (table.Fields(type) is { } fields)
        {
            return value.ValueKind == JsonValueKind.Object ? Message(value, fields, path) : Invalid(value, path, TypePrefix + type);
        }

        if (table.Values(type) is { } names)
        {
            return value.ValueKind == JsonValueKind.String && names.Contains(value.GetString()!.ToUpperInvariant())
                ? value.GetString()!.ToUpperInvariant()
                : Invalid(value, path, TypePrefix + type);
        }

        return type switch
        {
            "any" => EmulatorJson.Node(value),
            "struct" when value.ValueKind == JsonValueKind.Object => EmulatorJson.Node(value),
            "struct" => Invalid(value, path, "type.googleapis.com/google.protobuf.Struct"),
            "bytes" => ScalarValue.Bytes(value) ?? Invalid(value, path, "TYPE_BYTES"),
            _ => ScalarValue.Read(value, type) ?? Invalid(value, path, ScalarValue.TypeName(type)),
        };
    }

    private JsonNode? Invalid(JsonElement value, string path, string type)
    {
        var why = type == "TYPE_BYTES" && value.ValueKind == JsonValueKind.String ? "Base64 decoding failed for " : "";
        Note(path, $"Invalid value at '{path}' ({type}), {why}{value.GetRawText()}");
        return EmulatorJson.Node(value);
    }

    private void Note(string field, string description) => _violations.Add(new FieldViolation(field, description));
}
