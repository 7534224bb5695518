using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Chat;

namespace RawInference.Connectors.Tests.Google.Chat;

/// <summary>The thought signatures in an output's provider state.</summary>
internal static class Signatures
{
    public static IReadOnlyList<string> Of(ChatOutput output) =>
        [.. output.ProviderState!.Value.GetProperty("parts").EnumerateArray().Where(part => part.TryGetProperty("signature", out _))
            .Select(part => part.GetProperty("signature").GetString()!)];

    /// <summary>The state with another first letter in each signature, still Base64.</summary>
    public static JsonElement Tampered(ChatOutput output)
    {
        var state = JsonNode.Parse(output.ProviderState!.Value.GetRawText())!;
        foreach (var part in state["parts"]!.AsArray().Where(part => part!["signature"] is not null))
        {
            var signature = part!["signature"]!.GetValue<string>();
            part["signature"] = (signature[0] == 'A' ? 'B' : 'A') + signature[1..];
        }

        return JsonSerializer.SerializeToElement(state);
    }
}
