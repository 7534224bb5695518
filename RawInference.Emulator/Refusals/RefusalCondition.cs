using System.Text.Json;

namespace RawInference.Emulator.Refusals;

/// <summary>
/// A condition on a request: either a check in code, or an operation on what a path leads to
/// (<c>messages[*].content[*].type</c>; any one element that fulfils it is enough).
/// </summary>
internal sealed record RefusalCondition(RefusalCheck? Check, string? Path, string? Operation, JsonElement Value)
{
    /// <summary>What the message may quote, when the condition holds; null when it does not.</summary>
    public IReadOnlyDictionary<string, string>? Find(RefusalContext context)
    {
        if (Check is not null)
        {
            return Check(context);
        }

        if (Operation is "missing" or "isNot" && !JsonPaths.Find(context.Body, Path!).Any())
        {
            return new Dictionary<string, string>();
        }

        foreach (var (path, element) in JsonPaths.Find(context.Body, Path!))
        {
            if (Holds(element))
            {
                return new Dictionary<string, string>
                {
                    ["path"] = path,
                    ["dotted"] = path.Replace('[', '.').Replace("]", "", StringComparison.Ordinal),
                    ["value"] = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(),
                    ["length"] = Length(element).ToString(System.Globalization.CultureInfo.InvariantCulture),
                };
            }
        }

        return null;
    }

    private bool Holds(JsonElement element) => Operation switch
    {
        "present" => true,
        "missing" => false,
        "equals" => JsonElement.DeepEquals(element, Value),
        "notEquals" or "isNot" => !JsonElement.DeepEquals(element, Value),
        "noneOf" => !Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, element)),
        "above" => element.ValueKind == JsonValueKind.Number && element.GetDouble() > Value.GetDouble(),
        "below" => element.ValueKind == JsonValueKind.Number && element.GetDouble() < Value.GetDouble(),
        "longerThan" => Length(element) > Value.GetInt32(),
        "shorterThan" => Length(element) < Value.GetInt32(),
        "startsWith" => element.ValueKind == JsonValueKind.String && element.GetString()!.StartsWith(Value.GetString()!, StringComparison.Ordinal),
        _ => throw new InvalidOperationException($"Refusals.json has no operation '{Operation}'."),
    };

    /// <summary>Elements of a list, characters of a text; neither for anything else.</summary>
    private static int Length(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.GetArrayLength(),
        JsonValueKind.String => element.GetString()!.Length,
        _ => 0,
    };
}
