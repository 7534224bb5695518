using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Core.Chat;

/// <summary>The log probabilities of a stream's deltas, as those of the whole: lists of one name are joined.</summary>
internal static class LogProbabilities
{
    public static JsonElement? Join(IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count <= 1)
        {
            return parts.Count == 0 ? null : parts[0];
        }

        var lists = new Dictionary<string, JsonArray>();
        foreach (var member in parts.Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(part => part.EnumerateObject()))
        {
            if (member.Value.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            if (!lists.TryGetValue(member.Name, out var list))
            {
                lists[member.Name] = list = [];
            }

            foreach (var item in member.Value.EnumerateArray())
            {
                list.Add(JsonNode.Parse(item.GetRawText()));
            }
        }

        return JsonSerializer.SerializeToElement(new JsonObject(lists.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
    }
}
