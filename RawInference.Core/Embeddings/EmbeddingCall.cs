using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RawInference.Core.Embeddings;

/// <summary>What <see cref="EmbeddingGenerationOptions"/> cannot carry, in its <c>AdditionalProperties</c>.</summary>
/// <param name="ProviderOptions">Fields for the provider's own body, already allow-listed; an object.</param>
/// <param name="IncludeRaw">Keep the provider's own JSON in the result.</param>
/// <param name="OnWarning">Hears everything that a caller would want to know.</param>
public sealed record EmbeddingCall(JsonElement? ProviderOptions, bool IncludeRaw, Action<InferenceWarning>? OnWarning)
{
    private const string Key = "rawinference.call";

    public static EmbeddingCall? Of(EmbeddingGenerationOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Key) as EmbeddingCall;

    public EmbeddingGenerationOptions ToOptions(int? dimensions) => new()
    {
        Dimensions = dimensions,
        AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = this },
    };

    /// <summary>Not the options: they may be private.</summary>
    public override string ToString() => nameof(EmbeddingCall);
}
