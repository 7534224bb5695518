using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>What the version of the API that a request names no longer takes.</summary>
internal static class VersionChecks
{
    public static IReadOnlyDictionary<string, string>? IsOf2026(RefusalContext context) =>
        context.Http.Request.Headers["anthropic-version"] == "2026-10-21" ? new Dictionary<string, string>() : null;

    public static IReadOnlyDictionary<string, string>? AssistantDocument(RefusalContext context) =>
        Find(context, "assistant", block => block.Text("type") == "document", "type");

    public static IReadOnlyDictionary<string, string>? UserCitations(RefusalContext context) =>
        Find(context, "user", block => block.Text("type") == "text" && block.Items("citations").Any(), "text.citations");

    private static Dictionary<string, string>? Find(RefusalContext context, string role, Func<JsonElement, bool> isRefused, string member)
    {
        var messages = context.Body.Items("messages").Select((message, index) => (message, index));
        foreach (var (message, index) in messages.Where(each => each.message.Text("role") == role))
        {
            var block = Array.FindIndex([.. message.Items("content")], each => isRefused(each));
            if (block >= 0)
            {
                return new Dictionary<string, string> { ["path"] = $"messages.{index}.content.{block}.{member}" };
            }
        }

        return null;
    }
}
