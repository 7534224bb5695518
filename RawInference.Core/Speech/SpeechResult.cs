using System.Text.Json;
using RawInference.Usage;

namespace RawInference.Core.Speech;

/// <summary>What a speech service of ours hangs on <c>AudioContent.InnerContent</c>: all that the provider said.</summary>
public sealed record SpeechResult
{
    public required ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary><c>audio/mpeg</c>; raw samples say their rate: <c>audio/pcm;rate=24000</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Null where the provider reports none.</summary>
    public TokenUsage? Usage { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public string? Model { get; init; }

    /// <summary>The provider's own JSON, where it was asked for and the answer is JSON.</summary>
    public JsonElement? Raw { get; init; }

    /// <summary>Nothing of what was said: printed, it could end up in a log.</summary>
    public override string ToString() => MediaType;
}
