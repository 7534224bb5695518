using System.Text.Json;
using RawInference.Emulator.OpenAI.Responses;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Refusals;

/// <summary>Checks on the input items of a response.</summary>
internal static class ItemChecks
{
    public static IReadOnlyDictionary<string, string>? FunctionCallUnanswered(RefusalContext context) =>
        FirstUnpaired(context, "function_call", "function_call_output");

    public static IReadOnlyDictionary<string, string>? FunctionOutputOrphan(RefusalContext context) =>
        FirstUnpaired(context, "function_call_output", "function_call");

    /// <summary>The emulator stores nothing, so an item must bring its own content.</summary>
    public static IReadOnlyDictionary<string, string>? ItemNotStored(RefusalContext context)
    {
        var item = context.Body.Items("input").FirstOrDefault(item =>
            item.Text("type") == "item_reference" || (item.Text("type") == "reasoning" && item.Text("encrypted_content") is null));
        return item.ValueKind == JsonValueKind.Object ? new Dictionary<string, string> { ["id"] = item.Text("id") ?? "" } : null;
    }

    public static IReadOnlyDictionary<string, string>? EncryptedContentForged(RefusalContext context)
    {
        var item = context.Body.Items("input").FirstOrDefault(item =>
            item.Text("encrypted_content") is { } content && !EncryptedReasoning.IsGenuine(content));
        return item.ValueKind == JsonValueKind.Object ? new Dictionary<string, string> { ["id"] = item.Text("id") ?? "" } : null;
    }

    private static Dictionary<string, string>? FirstUnpaired(RefusalContext context, string type, string partner)
    {
        var partners = context.Body.Items("input").Where(item => item.Text("type") == partner).Select(item => item.Text("call_id")).ToHashSet();
        var id = context.Body.Items("input")
            .Where(item => item.Text("type") == type)
            .Select(item => item.Text("call_id") ?? "")
            .FirstOrDefault(id => !partners.Contains(id));
        return id is null ? null : new Dictionary<string, string> { ["id"] = id };
    }
}
