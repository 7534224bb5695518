using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Refusals;

/// <summary>The rows of a protocol's <c>Refusals.json</c>, in their order: the first that holds is the answer.</summary>
/// <param name="folder">The protocol's folder.</param>
/// <param name="checks">Its own checks, by the names that its rows use; <c>unknown_model</c> is every protocol's.</param>
internal sealed class RefusalTable(string folder, IReadOnlyDictionary<string, RefusalCheck> checks)
{
    /// <summary>The endpoint of the rows that look at the key.</summary>
    public const string KeyEndpoint = "authorization";

    public IReadOnlyList<Refusal> All { get; } = Read(folder, checks);

    public WireError? Find(RefusalContext context)
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

    private static WireError Word(Refusal refusal, RefusalContext context, Dictionary<string, string> quoted)
    {
        quoted["model"] = context.ModelName ?? "";
        quoted["snapshot"] = context.Model?.Snapshot ?? "";
        return new WireError(
            refusal.Status, Fill(refusal.Message, quoted), refusal.Type, refusal.Param is { } param ? Fill(param, quoted) : null, refusal.Code);
    }

    private static string Fill(string text, Dictionary<string, string> quoted) =>
        quoted.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private static Refusal[] Read(string folder, IReadOnlyDictionary<string, RefusalCheck> checks)
    {
        using var document = EmbeddedResource.Json($"{folder}/Refusals.json");
        return [.. document.RootElement.EnumerateArray().Select(row => ReadRow(row, checks))];
    }

    private static Refusal ReadRow(JsonElement row, IReadOnlyDictionary<string, RefusalCheck> checks) => new()
    {
        Id = row.Text("id")!,
        Endpoint = row.Text("endpoint")!,
        Models = [.. row.Items("models").Select(model => model.GetString()!)],
        When =
        [
            .. row.Items("when").Select(condition => new RefusalCondition(
                condition.Text("check") is { } name ? Check(name, checks) : null,
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

    private static RefusalCheck Check(string name, IReadOnlyDictionary<string, RefusalCheck> checks) =>
        name == "unknown_model" ? UnknownModel : checks[name];

    private static Dictionary<string, string>? UnknownModel(RefusalContext context) =>
        context.Model is null && context.ModelName is not null ? [] : null;
}
