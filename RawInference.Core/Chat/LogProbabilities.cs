using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Core.Chat;

/// <summary>
/// The log probabilities of a stream's deltas, as those of the whole: lists of one name are joined, of anything else the latest stays.
/// </summary>
internal static class LogProbabilities
{
    public static JsonElement? Join(IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count <= 1)
        {
            return parts.Count == 0 ? null : parts[0];
        }

        var whole = new JsonObject();
        foreach (var member in parts.Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(part => part.EnumerateObject()))
        {
            var value = JsonNode.Parse(member.Value.GetRawText());
            if (value is JsonArray items && whole[member.Name] is JsonArray earlier)
            {
                foreach (var item in items)
                {
                    earlier.Add(item?.DeepClone());
                }
            }
            else if (value is not null || !whole.ContainsKey(member.Name))
            {
                whole[member.Name] = value;
            }
        }

        return JsonSerializer.SerializeToElement(whole);
    }
}
