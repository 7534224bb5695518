using System.Text.Json;
using RawInference.Emulator.OpenAI.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>The rows of <c>Refusals.json</c>, in their order: the first that holds is the answer.</summary>
internal static class RefusalTable
{
    public static readonly IReadOnlyList<Refusal> All = Read();

    public static OpenAIError? Find(RefusalContext context)
    {
        foreach (var refusal in All)
        {
            if (refusal.IsFor(context.Endpoint, context.ModelName, context.Model) && Match(refusal, context) is { } quoted)
            {
                return Word(refusal, context, quoted);
            }
        }

        return null;
    }

    private static Dictionary<string, string>? Match(Refusal refusal, RefusalContext context)
    {
        var quoted = new Dictionary<string, string>();
        foreach (var condition in refusal.When)
        {
            if (condition.Find(context) is not { } found)
            {
                return null;
            }

            foreach (var (name, value) in found)
            {
                quoted.TryAdd(name, value);
            }
        }

        return quoted;
    }

    private static OpenAIError Word(Refusal refusal, RefusalContext context, Dictionary<string, string> quoted)
    {
        quoted["model"] = context.ModelName ?? "";
        quoted["snapshot"] = context.Model?.Snapshot ?? "";
        return new OpenAIError(
            refusal.Status, Fill(refusal.Message, quoted), refusal.Type, refusal.Param is { } param ? Fill(param, quoted) : null, refusal.Code);
    }

    private static string Fill(string text, Dictionary<string, string> quoted) =>
        quoted.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private static Refusal[] Read()
    {
        using var document = EmbeddedResource.Json("Refusals.json");
        return [.. document.RootElement.EnumerateArray().Select(ReadRow)];
    }

    private static Refusal ReadRow(JsonElement row) => new()
    {
        Id = row.Text("id")!,
        Endpoint = row.Text("endpoint")!,
        Models = [.. row.Items("models").Select(model => model.GetString()!)],
        When =
        [
            .. row.Items("when").Select(condition => new RefusalCondition(
                condition.Text("check"),
                condition.Text("path"),
                condition.Text("op"),
                condition.TryGetProperty("value", out var value) ? value.Clone() : default)),
        ],
        Status = row.Integer("status")!.Value,
        Message = row.Text("message")!,
        Type = row.Text("type")!,
        Param = row.Text("param"),
        Code = row.Text("code"),
        Source = row.Text("source")!,
    };
}
