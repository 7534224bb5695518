namespace RawInference.Emulator.Wire;

/// <summary>Ends a request with an error in its protocol's form.</summary>
internal sealed class WireErrorException(WireError error) : Exception(error.Message)
{
    public WireError Error { get; } = error;
}
