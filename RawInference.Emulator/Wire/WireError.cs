namespace RawInference.Emulator.Wire;

/// <summary>An error before its protocol writes it; what a protocol has no place for is null.</summary>
internal sealed record WireError(int Status, string Message, string Type, string? Param = null, string? Code = null)
{
    /// <summary>An error of the emulator itself: what was asked is beyond it, not beyond the provider.</summary>
    public static WireError OfEmulator(string message, string code) =>
        new(StatusCodes.Status400BadRequest, message, "emulator_error", Param: null, code);
}
