namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>Ends a request with an error in the provider's form.</summary>
internal sealed class OpenAIErrorException(OpenAIError error) : Exception(error.Message)
{
    public OpenAIError Error { get; } = error;
}
