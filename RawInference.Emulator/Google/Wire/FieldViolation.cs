namespace RawInference.Emulator.Google.Wire;

/// <summary>What is wrong with one field of a request; an unknown field at the top has no path.</summary>
internal sealed record FieldViolation(string Field, string Description);
