using RawInference.Core.Embeddings;

namespace RawInference.Connectors.Google.Embeddings;

/// <summary>Tells of inputs that the server cut to what the model takes.</summary>
internal static class Truncation
{
    public static void Warn(EmbeddingCall? call, int index) => call?.OnWarning?.Invoke(new InferenceWarning(
        WarningCodes.ProviderNotice,
        null,
        $"Input {index} was longer than the model takes, and its end is not in its vector; provider_options.autoTruncate: false makes that an error."));
}
