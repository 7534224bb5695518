using System.Text.Json;
using RawInference.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>One chat as a dialect writes it.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Parameters">What the caller set.</param>
/// <param name="Options">The rest of what the caller set.</param>
internal sealed record ChatCall(IReadOnlyList<ChatMessage> Messages, ChatParameters Parameters, CallSettings Options)
{
    /// <summary>Completions asked for.</summary>
    public int Count => Parameters.Count ?? 1;

    public JsonElement? ProviderOptions => Options.ProviderOptions;

    public void Warn(string code, string? path, string message) => Options.Warn(code, path, message);

    /// <summary>Tells the caller of a parameter that the dialect has no field for.</summary>
    public void WarnOfDropped(string parameter, string dialect) => Options.WarnOfDropped(parameter, dialect);
}
